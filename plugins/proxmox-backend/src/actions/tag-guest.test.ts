import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { actOnLab } from '../__testUtils__/actOnLab';
import { useLab } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;
const CHANGE = { add: ['ci'], remove: ['worker'] };

async function start(...[setup]: [Parameters<typeof actOnLab>[1]?]) {
  const acting = await actOnLab(lab(), setup);
  const guest = acting.guestOf(111);
  /** The tags that it is seen with in the end: these, if it comes to that. */
  const tagsLike = async (tags: string[]) => {
    const found = await acting.seen(
      guest,
      now =>
        now.tags.length === tags.length &&
        tags.every(t => now.tags.includes(t)),
    );
    return [...found.tags].sort();
  };
  return { ...acting, guest, tagsLike };
}

it('gives and takes tags by one request, and is audited', async () => {
  const { guest, preflight, act, ended, calls, audit, tagsLike } =
    await start();
  expect((await preflight('tag-guest', guest, CHANGE)).effects).toEqual([
    'talos-worker-2 (VM 111) gets the tag ci.',
    'talos-worker-2 (VM 111) loses the tag worker.',
    expect.any(String),
  ]);
  const { body } = await act('tag-guest', guest, CHANGE).expect(202);
  const run = await ended(body.id, 0);
  expect(run.error).toBeUndefined();
  expect(run).toMatchObject({
    state: 'succeeded',
    output: { tags: expect.arrayContaining(['k8s', 'talos', 'ci']) },
  });
  expect(await calls()).toHaveLength(1);
  expect(await tagsLike(['ci', 'k8s', 'talos'])).toEqual([
    'ci',
    'k8s',
    'talos',
  ]);
  expect((await audit()).map(record => record.event)).toEqual([
    'succeeded',
    'accepted',
  ]);
});

it('can take the last tag', async () => {
  await control().setGuest(111, { tags: 'ci' });
  const { guest, act, ended, tagsLike } = await start();
  const { body } = await act('tag-guest', guest, { remove: ['ci'] });
  expect((await ended(body.id, 0)).output).toEqual({ tags: [] });
  expect(await tagsLike([])).toEqual([]);
});

it('is sent once when the answer is lost, and found by the tags', async () => {
  const { guest, act, ended, calls, tagsLike } = await start();
  await control().breakEndpoint({
    mode: 'lost-answer',
    method: 'PUT',
    times: 1,
  });
  const { body } = await act('tag-guest', guest, CHANGE).expect(202);
  expect((await ended(body.id, 0)).state).toBe('succeeded');
  expect(await calls()).toHaveLength(1);
  expect(await tagsLike(['ci', 'k8s', 'talos'])).toContain('ci');
});

it('is not known to have been made when somebody else changes the tags after the answer was lost', async () => {
  const { guest, act, until, ended, calls } = await start();
  await control().breakEndpoint({
    mode: 'lost-request',
    method: 'PUT',
    times: 1,
  });
  const { body } = await act('tag-guest', guest, CHANGE).expect(202);
  await until(
    body.id,
    run => run.step?.includes('whether the request arrived') ?? false,
    0,
  );
  await control().setGuest(111, { tags: 'somebody;else' });
  expect(await ended(body.id, 0)).toMatchObject({
    state: 'unknown',
    error: { message: expect.stringContaining('they are somebody, else now') },
  });
  expect(await calls()).toHaveLength(1);
});

it('changes nothing when somebody else changes the configuration at the same moment', async () => {
  const { guest, act, until, ended, tagsLike } = await start();
  // Held up on its way, after the tags were read.
  await control().slowEndpoint({ delayMs: 1_000, method: 'PUT', times: 1 });
  const { body } = await act('tag-guest', guest, CHANGE).expect(202);
  await until(body.id, run => run.state === 'sending', 0);
  await control().setGuest(111, { tags: 'k8s;talos;worker;home' });
  expect(await ended(body.id, 0)).toMatchObject({
    state: 'failed',
    error: {
      kind: 'rejected',
      message: expect.stringContaining('ask again'),
    },
  });
  expect(await tagsLike(['home', 'k8s', 'talos', 'worker'])).toEqual([
    'home',
    'k8s',
    'talos',
    'worker',
  ]);
});

it('is refused to whoever may not', async () => {
  const { guest, act, calls } = await start({
    decide: name =>
      name === 'proxmox.guest.tag'
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  await act('tag-guest', guest, CHANGE).expect(403);
  expect(await calls()).toEqual([]);
});

it.each([
  ['already', { add: ['talos'] }],
  ['nothing', {}],
  ['tag-access', { add: ['brand-new'] }],
  ['tag-access', { remove: ['k8s'] }],
  ['contradiction', { add: ['a'], remove: ['a'] }],
])('is blocked by the preflight: %s', async (code, more) => {
  const { guest, preflight, act, calls } = await start();
  const { obstacles } = await preflight('tag-guest', guest, more);
  expect(obstacles.map(obstacle => obstacle.code)).toEqual([code]);
  await act('tag-guest', guest, more).expect(409);
  expect(await calls()).toEqual([]);
});

it.each(['Upper', '-dash', 'a b', 'a;b', 'ä', ''])(
  'does not take %j for a tag',
  async tag => {
    const { guest, act } = await start();
    expect((await act('tag-guest', guest, { add: [tag] })).status).toBe(400);
  },
);
