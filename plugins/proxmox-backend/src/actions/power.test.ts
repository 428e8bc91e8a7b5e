import { actOnLab, managed, running } from '../__testUtils__/actOnLab';
import { OPERATE_TOKEN, useLab, type Setup } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;
const actHere = (setup?: Setup) => actOnLab(lab(), setup);

describe('shutting a guest down and starting it', () => {
  it('goes by its task, with its log, to the true end, and is audited', async () => {
    const { pick, preflight, act, ended, log, audit, calls, collect } =
      await actHere();
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
    expect(await calls()).toHaveLength(1);
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
    const { pick, act, ended } = await actHere();
    const guest = pick(g => running(g) && g.type === 'lxc');
    const { body } = await act('shutdown-guest', guest).expect(202);
    expect(await ended(body.id)).toMatchObject({
      state: 'succeeded',
      task: expect.stringContaining(':vzshutdown:'),
    });
  });

  it('ends for an HA-managed guest only when the manager has reached the state', async () => {
    const { pick, preflight, act, until, ended, log } = await actHere();
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

  it('says before that the HA manager cuts a virtual machine off that does not shut down', async () => {
    const { guestOf, preflight, act, ended, api } = await actHere();
    const guest = guestOf(121);
    const many = { guests: [`reverb256/${guest.id}`], timeout: 60 };
    await control().setGuest(121, { ignoresShutdown: true });
    expect(
      (await preflight('shutdown-guest', guest, { timeout: 60 })).effects,
    ).toContainEqual(
      expect.stringMatching(/after 60 s, the HA manager cuts it off/),
    );
    const { body: ofMany } = await api
      .post('/api/proxmox/v1/actions/shutdown-guests/preflight')
      .send(many);
    expect(ofMany.effects.join(' ')).toContain('cut off by the HA manager');
    expect(ofMany.effects.join(' ')).not.toContain('left running');

    const { body } = await act('shutdown-guest', guest, {
      timeout: 60,
    }).expect(202);
    expect(await ended(body.id, 5)).toMatchObject({
      state: 'succeeded',
      output: { status: 'stopped' },
    });
  });

  it.each(['shutdown-guest', 'reboot-guest'])(
    '%s takes no timeout so short that it comes to a stop',
    async action => {
      const { pick, act, calls } = await actHere();
      await act(action, pick(running), { timeout: 59 }).expect(400);
      expect(await calls()).toEqual([]);
    },
  );

  it('fails when the HA manager cannot do it', async () => {
    const { pick, act, ended, until } = await actHere();
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
