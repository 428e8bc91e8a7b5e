import { actOnLab, running } from '../__testUtils__/actOnLab';
import { OPERATE_TOKEN, useLab, type Setup } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;
const actHere = (setup?: Setup) => actOnLab(lab(), setup);

describe('each failure has its own true end', () => {
  const messages = new Map<string, string>();
  const told = (name: string, message: string | undefined) => {
    expect([...messages.values()]).not.toContain(message);
    messages.set(name, message ?? '');
  };

  it('a task that fails', async () => {
    const { pick, act, ended } = await actHere();
    const guest = pick(g => running(g) && g.type === 'qemu');
    await control().setGuest(Number(guest.vmid), { ignoresShutdown: true });
    const { body } = await act('shutdown-guest', guest, { timeout: 60 }).expect(
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
    const { pick, act, ended } = await actHere();
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
    const { pick, act, ended, calls } = await actHere();
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
    expect(await calls()).toEqual([]);
    told('timeout before', run.error?.message);
  });

  it('a timeout after it was sent: the task is found all the same', async () => {
    const { pick, act, until, ended, calls } = await actHere();
    await control().slowEndpoint({ holdMs: 8_000, method: 'POST', times: 1 });
    const { body } = await act('shutdown-guest', pick(running)).expect(202);
    await until(
      body.id,
      run => run.step?.includes('The answer was lost') ?? false,
      0,
    );
    expect((await ended(body.id)).state).toBe('succeeded');
    expect(await calls()).toHaveLength(1);
  });

  it('a node that dies in between', async () => {
    const { pick, act, until, ended } = await actHere();
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
    const { api, pick, act, until, ended, audit } = await actHere();
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
