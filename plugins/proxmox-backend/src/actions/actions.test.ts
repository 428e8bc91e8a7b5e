import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  AuditRecord,
  Preflight,
  Run,
  RunLog,
  RunState,
} from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import {
  OPERATE_TOKEN,
  startOnLab,
  useLab,
  type Setup,
} from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;

/** The plugin on the lab, and a person at its routes. */
async function start(setup?: Setup) {
  const { api, collect, scheduler } = await startOnLab(lab(), setup);
  const { data } = await collect();
  const pick = (which: (guest: ProxmoxGuest) => boolean) =>
    Object.values(data!.guests).find(
      guest => !guest.template && guest.node !== 'nexus' && which(guest),
    )!;
  const input = (guest: ProxmoxGuest) => ({
    cluster: 'reverb256',
    guest: guest.id,
  });
  const preflight = async (action: string, guest: ProxmoxGuest) =>
    (
      await api
        .post(`/api/proxmox/v1/actions/${action}/preflight`)
        .send(input(guest))
        .expect(200)
    ).body as Preflight;
  const act = (action: string, guest: ProxmoxGuest, more = {}) =>
    api
      .post(`/api/proxmox/v1/actions/${action}`)
      .send({ ...input(guest), ...more });
  const get = async (id: string) =>
    (await api.get(`/api/proxmox/v1/runs/${id}`)).body as Run;

  /** Looks until it is so; the lab's time goes on meanwhile, faster than ours. */
  async function until(
    id: string,
    so: (run: Run) => boolean,
    secondsALook = 2,
  ): Promise<Run> {
    let run = await get(id);
    for (let look = 0; look < 200 && !so(run); look++) {
      if (secondsALook > 0) await control().advance(secondsALook);
      await new Promise(resolve => setTimeout(resolve, 100));
      run = await get(id);
    }
    if (!so(run)) throw new Error(`It stayed as it is: ${JSON.stringify(run)}`);
    return run;
  }
  const ended = (id: string, secondsALook?: number) =>
    until(id, run => run.endedAt !== undefined, secondsALook);
  const log = async (id: string) =>
    (
      (await api.get(`/api/proxmox/v1/runs/${id}/log`)).body as RunLog
    ).lines.map(line => line.text);
  const audit = async () =>
    (await api.get('/api/proxmox/v1/audit')).body.items as AuditRecord[];
  const powerCalls = async () =>
    (await control().mutations()).filter(m => m.path.includes('/status/'));
  return {
    api,
    collect,
    scheduler,
    pick,
    preflight,
    act,
    get,
    until,
    ended,
    log,
    audit,
    powerCalls,
  };
}

const running = (g: ProxmoxGuest) => g.status === 'running' && !g.haState;
const stopped = (g: ProxmoxGuest) => g.status === 'stopped' && !g.haState;
const managed = (g: ProxmoxGuest) => g.haState === 'started';

describe('shutting a guest down and starting it', () => {
  it('goes by its task, with its log, to the true end, and is audited', async () => {
    const { pick, preflight, act, ended, log, audit, powerCalls, collect } =
      await start();
    const guest = pick(g => running(g) && g.type === 'qemu');
    expect(await preflight('shutdown-guest', guest)).toMatchObject({
      title: `Shut down ${guest.name} (VM ${guest.vmid})`,
      allowed: true,
      obstacles: [],
      effects: [
        expect.stringContaining('asked to shut down by itself'),
        expect.stringContaining('has not shut down after 180 s'),
      ],
    });

    const { body } = await act('shutdown-guest', guest).expect(202);
    const run = await ended(body.id);
    expect(run).toMatchObject({
      state: 'succeeded',
      output: { status: 'stopped' },
      task: expect.stringContaining(
        `:qmshutdown:${guest.vmid}:${OPERATE_TOKEN}:`,
      ),
    });
    expect((await log(run.id)).join('\n')).toContain('TASK OK');
    expect(await powerCalls()).toHaveLength(1);
    expect((await audit()).map(r => [r.event, r.resourceTitle])).toEqual([
      ['succeeded', `${guest.name} (VM ${guest.vmid})`],
      ['accepted', `${guest.name} (VM ${guest.vmid})`],
    ]);

    await control().advance(10);
    await collect();
    const back = await act('start-guest', guest).expect(202);
    expect(await ended(back.body.id)).toMatchObject({
      state: 'succeeded',
      output: { status: 'running' },
    });
  });

  it('does the same with a container', async () => {
    const { pick, act, ended } = await start();
    const guest = pick(g => running(g) && g.type === 'lxc');
    const { body } = await act('shutdown-guest', guest).expect(202);
    expect(await ended(body.id)).toMatchObject({
      state: 'succeeded',
      task: expect.stringContaining(':vzshutdown:'),
    });
  });

  it('ends for an HA-managed guest only when the manager has reached the state', async () => {
    const { pick, preflight, act, until, ended, log } = await start();
    const guest = pick(managed);
    expect(
      (await preflight('shutdown-guest', guest)).effects.join(' '),
    ).toContain("the HA manager is asked for the state 'stopped'");
    const { body } = await act('shutdown-guest', guest).expect(202);
    // The task that only asks is done at once; the run is not.
    const asked = await until(
      body.id,
      run => run.step?.includes('HA manager') ?? false,
      0,
    );
    expect(asked.task).toContain(':hastop:');
    expect(asked.state).toBe('running');
    const run = await ended(body.id);
    expect(run.state).toBe('succeeded');
    const lines = (await log(run.id)).join('\n');
    expect(lines).toMatch(/HA manager: (vm|ct):\d+ is stopped on/);
  });

  it('fails when the HA manager cannot do it', async () => {
    const { pick, act, ended, until } = await start();
    const guest = pick(managed);
    const { body } = await act('shutdown-guest', guest).expect(202);
    await until(body.id, run => run.step?.includes('HA manager') ?? false, 0);
    await control().breakService(
      `${guest.type === 'qemu' ? 'vm' : 'ct'}:${guest.vmid}`,
    );
    expect(await ended(body.id)).toMatchObject({
      state: 'failed',
      error: {
        kind: 'task',
        message: expect.stringContaining("into the state 'error'"),
      },
    });
  });
});

describe('a lost connection', () => {
  it('after the request was carried out: it was sent once, and its task is found', async () => {
    const { pick, act, ended, powerCalls } = await start();
    const guest = pick(running);
    await control().breakEndpoint({
      mode: 'lost-answer',
      method: 'POST',
      times: 1,
    });
    const { body } = await act('shutdown-guest', guest).expect(202);
    expect((await ended(body.id)).state).toBe('succeeded');
    expect(await powerCalls()).toHaveLength(1);
  });

  it('before the request was carried out: it is not sent again, and that is said', async () => {
    const { pick, act, until, powerCalls } = await start();
    const guest = pick(running);
    await control().breakEndpoint({
      mode: 'lost-request',
      method: 'POST',
      times: 1,
    });
    const { body } = await act('shutdown-guest', guest).expect(202);
    const run = await until(
      body.id,
      r => r.step?.includes('whether the request arrived') ?? false,
      0,
    );
    expect(run.state).toBe('sending');
    expect((await powerCalls()).filter(call => call.upid)).toEqual([]);
    expect(await powerCalls()).toHaveLength(1);
  });

  it('between two nodes, after the request was carried out: it was sent once, and its task is found', async () => {
    const { pick, act, ended, powerCalls } = await start({
      endpoints: ['nexus'],
    });
    const guest = pick(running);
    // Not the endpoint: the node that it hands the request on to. It answers 596.
    await control().breakEndpoint({
      mode: 'lost-answer',
      method: 'POST',
      node: guest.node,
      times: 1,
    });
    const { body } = await act('shutdown-guest', guest).expect(202);
    expect((await ended(body.id)).state).toBe('succeeded');
    expect(await powerCalls()).toHaveLength(1);
  });

  it.each([502, 504])(
    'and a proxy in front that answers %d: nothing is sent again',
    async status => {
      const { pick, act, until, powerCalls } = await start();
      await control().breakEndpoint({
        mode: 'status',
        status,
        method: 'POST',
        times: 1,
      });
      const { body } = await act('shutdown-guest', pick(running)).expect(202);
      const run = await until(
        body.id,
        r => r.step?.includes('whether the request arrived') ?? false,
        0,
      );
      expect(run.state).toBe('sending');
      expect((await powerCalls()).length).toBeLessThanOrEqual(1);
    },
  );
});

describe('each failure has its own true end', () => {
  const messages = new Map<string, string>();
  const told = (name: string, message: string | undefined) => {
    expect([...messages.values()]).not.toContain(message);
    messages.set(name, message ?? '');
  };

  it('a task that fails', async () => {
    const { pick, act, ended } = await start();
    const guest = pick(g => running(g) && g.type === 'qemu');
    await control().setGuest(Number(guest.vmid), { ignoresShutdown: true });
    const { body } = await act('shutdown-guest', guest, { timeout: 20 }).expect(
      202,
    );
    const run = await ended(body.id, 5);
    expect(run).toMatchObject({
      state: 'failed',
      error: { kind: 'task', message: expect.stringContaining('got timeout') },
    });
    told('task', run.error?.message);
  });

  it('no privilege', async () => {
    const { pick, act, ended } = await start();
    await control().setPrivileges(OPERATE_TOKEN, {
      privileges: ['VM.Audit', 'Sys.Audit'],
      path: '/',
    });
    const { body } = await act('shutdown-guest', pick(running)).expect(202);
    const run = await ended(body.id);
    expect(run).toMatchObject({
      state: 'failed',
      error: {
        kind: 'forbidden',
        missing: [expect.stringContaining('VM.PowerMgmt on /vms/')],
      },
    });
    told('forbidden', run.error?.message);
  });

  it('a timeout before it was sent', async () => {
    const { pick, act, ended, powerCalls } = await start();
    const guest = pick(running);
    const { body } = await act('shutdown-guest', guest);
    // Accepted; now nothing answers in time what must be known before it is sent.
    await ended(body.id);
    await control().reset();
    await control().slowEndpoint({
      delayMs: 60_000,
      prefix: `/nodes/${guest.node}/tasks`,
    });
    const second = await act('shutdown-guest', guest).expect(202);
    const run = await ended(second.body.id, 0);
    expect(run).toMatchObject({ state: 'failed', error: { kind: 'timeout' } });
    expect(await powerCalls()).toEqual([]);
    told('timeout before', run.error?.message);
  });

  it('a timeout after it was sent: the task is found all the same', async () => {
    const { pick, act, until, ended, powerCalls } = await start();
    await control().slowEndpoint({ holdMs: 8_000, method: 'POST', times: 1 });
    const { body } = await act('shutdown-guest', pick(running)).expect(202);
    await until(
      body.id,
      run => run.step?.includes('The answer was lost') ?? false,
      0,
    );
    expect((await ended(body.id)).state).toBe('succeeded');
    expect(await powerCalls()).toHaveLength(1);
  });

  it('a node that dies in between', async () => {
    const { pick, act, until, ended } = await start();
    const guest = pick(running);
    const { body } = await act('shutdown-guest', guest).expect(202);
    await until(body.id, run => run.state === 'running', 0);
    await control().killNode(guest.node);
    const run = await ended(body.id, 0);
    expect(run).toMatchObject({
      state: 'unknown',
      error: {
        message: expect.stringContaining(`Node ${guest.node} went offline`),
      },
    });
    told('node died', run.error?.message);
  });

  it('stopped by somebody: cancelled', async () => {
    const { api, pick, act, until, ended, audit } = await start();
    const guest = pick(g => running(g) && g.type === 'qemu');
    await control().setGuest(Number(guest.vmid), { ignoresShutdown: true });
    const { body } = await act('shutdown-guest', guest).expect(202);
    await until(body.id, run => run.cancellable, 0);
    await api.post(`/api/proxmox/v1/runs/${body.id}/cancel`).expect(200);
    const run = await ended(body.id);
    expect(run.state).toBe('cancelled');
    expect((await audit()).map(r => r.event)).toEqual([
      'cancelled',
      'cancel-requested',
      'accepted',
    ]);
    told('cancelled', run.error?.message);
  });
});

describe('the preflight', () => {
  it.each<
    [
      string,
      string,
      (g: ProxmoxGuest) => boolean,
      string,
      (g: ProxmoxGuest) => Promise<unknown>,
    ]
  >([
    [
      'one that runs already',
      'start-guest',
      running,
      'already',
      async () => {},
    ],
    [
      'one that is stopped already',
      'shutdown-guest',
      stopped,
      'already',
      async () => {},
    ],
    [
      'a locked one',
      'shutdown-guest',
      running,
      'locked',
      g => control().setGuest(Number(g.vmid), { lock: 'backup' }),
    ],
    [
      'one that HA has given up on',
      'start-guest',
      managed,
      'ha-error',
      g =>
        control().breakService(`${g.type === 'qemu' ? 'vm' : 'ct'}:${g.vmid}`),
    ],
  ])('stops %s', async (_, action, which, code, prepare) => {
    const { pick, preflight, act, powerCalls } = await start();
    const guest = pick(which);
    await prepare(guest);
    const { obstacles } = await preflight(action, guest);
    expect(obstacles).toContainEqual(
      expect.objectContaining({ code, severity: 'block' }),
    );
    const { body } = await act(action, guest).expect(409);
    expect(body.error.message).toContain(obstacles[0].message);
    expect(await powerCalls()).toEqual([]);
  });

  it('stops what is on a dead node', async () => {
    const { pick, preflight, collect } = await start();
    const guest = pick(running);
    await control().killNode(guest.node);
    await collect();
    expect(
      (await preflight('shutdown-guest', guest)).obstacles.map(o => o.code),
    ).toEqual(['node-offline']);
  });

  it('says that nothing can be changed without credentials for it', async () => {
    const { pick, preflight } = await start({ readOnly: true });
    const [obstacle] = (await preflight('shutdown-guest', pick(running)))
      .obstacles;
    expect(obstacle).toMatchObject({
      code: 'no-credentials',
      severity: 'block',
    });
    expect(obstacle.message).toContain('operate.token');
  });
});

it('does nothing for whoever may not, and records who tried', async () => {
  const { pick, act, powerCalls, audit } = await start({
    decide: name =>
      name === 'proxmox.guest.power'
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  const guest = pick(running);
  const { body } = await act('shutdown-guest', guest).expect(403);
  expect(body.error.message).toContain('proxmox.guest.power');
  expect(await powerCalls()).toEqual([]);
  expect(await audit()).toEqual([
    expect.objectContaining({
      event: 'refused',
      resourceId: `reverb256/${guest.id}`,
    }),
  ]);
});

it.each<[string, object, number, RunState | undefined]>([
  [
    'an unknown guest',
    { cluster: 'reverb256', guest: 'qemu/999' },
    404,
    undefined,
  ],
  [
    'an unknown cluster',
    { cluster: 'elsewhere', guest: 'qemu/100' },
    404,
    undefined,
  ],
  [
    'a path in place of a guest',
    { cluster: 'reverb256', guest: 'qemu/../../nodes' },
    400,
    undefined,
  ],
  [
    'a member that there is not',
    { cluster: 'reverb256', guest: 'qemu/100', force: true },
    400,
    undefined,
  ],
])('refuses %s', async (_, input, status) => {
  const { api, powerCalls } = await start();
  await api
    .post('/api/proxmox/v1/actions/start-guest')
    .send(input)
    .expect(status);
  expect(await powerCalls()).toEqual([]);
});
