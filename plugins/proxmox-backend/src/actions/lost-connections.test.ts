import { actOnLab, running } from '../__testUtils__/actOnLab';
import { useLab, type Setup } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;
const actHere = (setup?: Setup) => actOnLab(lab(), setup);

describe('a lost connection', () => {
  it('after the request was carried out: it was sent once, and its task is found', async () => {
    const { pick, act, ended, calls } = await actHere();
    const guest = pick(running);
    await control().breakEndpoint({
      mode: 'lost-answer',
      method: 'POST',
      times: 1,
    });
    const { body } = await act('shutdown-guest', guest).expect(202);
    expect((await ended(body.id)).state).toBe('succeeded');
    expect(await calls()).toHaveLength(1);
  });

  it('before the request was carried out: it is not sent again, and that is said', async () => {
    const { pick, act, until, calls } = await actHere();
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
    expect((await calls()).filter(call => call.upid)).toEqual([]);
    expect(await calls()).toHaveLength(1);
  });

  it('between two nodes, after the request was carried out: it was sent once, and its task is found', async () => {
    const { pick, act, ended, calls } = await actHere({
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
    expect(await calls()).toHaveLength(1);
  });

  it.each([502, 504])(
    'and a proxy in front that answers %d: nothing is sent again',
    async status => {
      const { pick, act, until, calls } = await actHere();
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
      expect((await calls()).length).toBeLessThanOrEqual(1);
    },
  );
});

it('ends as unknown where the node does not know the task any more', async () => {
  const { pick, act, ended, until } = await actHere();
  const guest = pick(running);
  await control().setGuest(Number(guest.vmid), { ignoresShutdown: true });
  const { body } = await act('shutdown-guest', guest).expect(202);
  await until(body.id, run => run.state === 'running', 0);
  // Everything as it was before the task began.
  await control().reset();
  const run = await ended(body.id, 0);
  expect(run).toMatchObject({ state: 'unknown' });
  expect(run.error?.message).toContain('does not know the task any more');
});
