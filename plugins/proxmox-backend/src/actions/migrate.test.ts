import { actOnLab } from '../__testUtils__/actOnLab';
import { OPERATE_TOKEN, useLab } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;
beforeEach(async () => {
  const privileges = ['VM.Audit', 'Sys.Audit', 'VM.PowerMgmt', 'VM.Migrate'];
  for (const who of [OPERATE_TOKEN, 'ctrl@pve']) {
    await control().setPrivileges(who, {
      privileges: [...privileges, 'Datastore.Audit', 'Pool.Audit'],
      path: '/',
    });
  }
});
const HERE = { target: 'nexus', withLocalDisks: true };

describe('by its task', () => {
  it('tells how far it is, and ends when the guest is there', async () => {
    const { guestOf, act, until, ended, log, seen } = await actOnLab(lab());
    const guest = guestOf(111);
    const { body } = await act('migrate-guest', guest, HERE).expect(202);
    expect(body.title).toBe('Migrate talos-worker-2 (VM 111) to nexus');
    const underWay = await until(body.id, r => r.progress !== undefined, 5);
    expect(underWay.step).toMatch(/^Task qmigrate is running: .+ at \d+ %$/);
    expect(await ended(body.id, 20)).toMatchObject({
      state: 'succeeded',
      output: { status: 'running', node: 'nexus' },
    });
    expect((await log(body.id)).join('\n')).toContain(
      'migration finished successfully',
    );
    const moved = await seen(guest, ({ node }) => node === 'nexus');
    expect(moved.node).toBe('nexus');
  });

  it('says where the guest is when it fails', async () => {
    const { guestOf, act, until, ended } = await actOnLab(lab());
    const guest = guestOf(111);
    const { body } = await act('migrate-guest', guest, HERE).expect(202);
    await until(body.id, run => run.progress !== undefined, 5);
    await control().killNode('nexus');
    expect(await ended(body.id, 10)).toMatchObject({
      state: 'failed',
      error: {
        kind: 'task',
        message: expect.stringMatching(
          /migration (problems|aborted).*is running on node forge, as before/,
        ),
      },
    });
  });

  it('is stopped by whoever may, and the guest stays', async () => {
    const { api, guestOf, act, until, ended } = await actOnLab(lab());
    const guest = guestOf(111);
    const { body } = await act('migrate-guest', guest, HERE).expect(202);
    await until(body.id, run => run.progress !== undefined, 5);
    await api.post(`/api/proxmox/v1/runs/${body.id}/cancel`).expect(200);
    expect((await ended(body.id, 10)).state).toBe('cancelled');
  });

  it('moves a container by stopping and starting it', async () => {
    const { guestOf, act, ended, preflight } = await actOnLab(lab());
    const guest = guestOf(201);
    const { effects } = await preflight('migrate-guest', guest, HERE);
    expect(effects.join(' ')).toContain('is shut down, moved, and started');
    const { body } = await act('migrate-guest', guest, HERE).expect(202);
    expect(await ended(body.id, 20)).toMatchObject({
      state: 'succeeded',
      output: { status: 'running', node: 'nexus' },
      task: expect.stringContaining(':vzmigrate:'),
    });
  });
});

describe('by the HA manager', () => {
  const toCloset = { target: 'closet' };
  // Otherwise it prefers the node that it comes from, and is taken back there.
  beforeEach(() => control().setHaRules([]));

  it('ends when it is in its wanted state there', async () => {
    const { guestOf, act, until, ended, log } = await actOnLab(lab());
    const { body } = await act('migrate-guest', guestOf(210), toCloset).expect(
      202,
    );
    const asked = await until(
      body.id,
      run => run.step?.includes('HA manager') ?? false,
      0,
    );
    expect(asked).toMatchObject({ state: 'running', cancellable: false });
    expect(asked.task).toContain(':hamigrate:');
    const run = await ended(body.id, 5);
    expect(run.error).toBeUndefined();
    expect(run).toMatchObject({
      state: 'succeeded',
      output: { status: 'running', node: 'closet' },
    });
    const lines = (await log(body.id)).join('\n');
    expect(lines).toContain('HA manager: ct:210 is started on closet');
    // The log of the manager's own task is told too.
    expect(lines).toContain('migration finished successfully');
  });

  it('fails when it comes back, and says where it is and why', async () => {
    const { guestOf, act, ended } = await actOnLab(lab());
    await control().disturbTasks({
      mode: 'fail',
      type: 'vzmigrate',
      id: '210',
      status: 'broken for a test',
    });
    const { body } = await act('migrate-guest', guestOf(210), toCloset).expect(
      202,
    );
    expect(await ended(body.id, 5)).toMatchObject({
      state: 'failed',
      error: {
        kind: 'task',
        message: expect.stringMatching(
          /'started' on node forge, as before. Its task ended with: broken/,
        ),
      },
    });
  });

  it('fails when the node that it is to go to dies', async () => {
    // So that it is seen on its way.
    await control().setGuest(210, { shutdownSeconds: 100 });
    const { guestOf, act, until, ended } = await actOnLab(lab());
    const { body } = await act('migrate-guest', guestOf(210), toCloset).expect(
      202,
    );
    await until(body.id, run => run.step === 'HA manager: migrate', 1);
    await control().killNode('closet');
    expect(await ended(body.id, 10)).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('on node forge') },
    });
  });
});

describe('the preflight', () => {
  it.each<[string, number, object, () => Promise<unknown>]>([
    ['same-node', 111, { target: 'forge' }, async () => {}],
    ['no-such-node', 111, { target: 'moon' }, async () => {}],
    ['local-disks', 111, { target: 'nexus' }, async () => {}],
    [
      'ha-rule',
      140,
      { target: 'nexus' },
      () =>
        control().setHaRules([
          {
            rule: 'apart',
            type: 'resource-affinity',
            affinity: 'negative',
            resources: ['vm:140', 'vm:120'],
          },
        ]),
    ],
  ])('blocks: %s', async (code, vmid, more, prepare) => {
    await prepare();
    const { guestOf, preflight, act, calls } = await actOnLab(lab());
    const guest = guestOf(vmid);
    const { obstacles } = await preflight('migrate-guest', guest, more);
    expect(obstacles).toContainEqual(
      expect.objectContaining({ code, severity: 'block' }),
    );
    await act('migrate-guest', guest, more).expect(409);
    expect(await calls()).toEqual([]);
  });

  it('blocks a target that is not online, and one in maintenance', async () => {
    const { guestOf, preflight, collect } = await actOnLab(lab());
    await control().setMaintenance('nexus', true);
    await control().killNode('closet');
    await control().advance(60);
    await collect();
    const codeOf = async (vmid: number, target: string) =>
      (await preflight('migrate-guest', guestOf(vmid), { target })).obstacles[0]
        ?.code;
    expect(await codeOf(140, 'closet')).toBe('target-offline');
    expect(await codeOf(140, 'nexus')).toBe('target-maintenance');
  });

  it('says what moves along', async () => {
    await control().setHaRules([
      {
        rule: 'together',
        type: 'resource-affinity',
        affinity: 'positive',
        resources: ['vm:140', 'ct:210'],
      },
    ]);
    const { guestOf, preflight } = await actOnLab(lab());
    const { effects, obstacles } = await preflight(
      'migrate-guest',
      guestOf(140),
      { target: 'nexus' },
    );
    expect(obstacles.filter(o => o.severity === 'block')).toEqual([]);
    expect(effects.join(' ')).toContain('keep it together with ct:210');
  });
});
