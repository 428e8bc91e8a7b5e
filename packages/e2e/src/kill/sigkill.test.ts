import { root } from '../portal/folders';
import { waitUntil } from '../portal/waitUntil';
import { settle, strike, type Sight } from './killCase';
import { startKillWorld, type KillWorld } from './killWorld';
import { endOf, momentOf } from './tally';

// Four starts of the whole backend, on two cores that other tests use as well.
jest.setTimeout(400_000);

let world: KillWorld;
beforeAll(async () => {
  world = await startKillWorld(root);
});
afterAll(() => world?.stop());

const HELD_MS = 20_000;

const untilRunning = ({ run }: Sight) =>
  waitUntil(
    'the run to be followed',
    async () => ((await run())?.state === 'running' ? true : undefined),
    { seconds: 60 },
  );

const guestOf = (type: 'qemu' | 'lxc', isManagedByHa: boolean) =>
  world.guests.find(
    guest =>
      guest.type === type &&
      guest.isManagedByHa === isManagedByHa &&
      guest.status === 'running',
  )!;

it('a run whose backend is killed comes to its true end, and was sent once', async () => {
  // The next kill comes before the run of the one before has ended: that outlives several.
  const whileSending = await strike(
    world,
    guestOf('qemu', false),
    { holdMs: HELD_MS },
    ({ requests }) =>
      waitUntil(
        'the request to be received',
        async () => ((await requests()) > 0 ? true : undefined),
        { seconds: 60 },
      ),
  );
  const whileFollowing = await strike(
    world,
    guestOf('lxc', false),
    {},
    untilRunning,
  );
  const whileHaWorks = await strike(
    world,
    guestOf('qemu', true),
    {},
    untilRunning,
  );
  const strikes = [whileSending, whileFollowing, whileHaWorks];
  expect(strikes.map(momentOf)).toEqual(['sending', 'running', 'running']);

  const outcomes = await Promise.all(
    strikes.map(struck => settle(world, struck)),
  );
  expect(
    outcomes.map(outcome => ({
      end: endOf(outcome),
      requests: outcome.requests,
      problems: outcome.problems,
    })),
  ).toEqual(
    strikes.map(() => ({ end: 'succeeded', requests: 1, problems: [] })),
  );
});
