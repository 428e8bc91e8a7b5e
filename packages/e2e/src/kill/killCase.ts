import { waitUntil } from '../portal/waitUntil.ts';
import { judge } from './judge.ts';
import type { KillWorld } from './killWorld.ts';
import { nameOf, powerPathOf, type LabGuest } from './labGuests.ts';
import type { PowerAction } from './portalClient.ts';
import { storedRuns } from './storedRuns.ts';
import { hasEnded, type Run } from './wire.ts';

/** Slowness of the lab that makes moments long enough to be met, in milliseconds. */
export interface Slowness {
  /** Of the look at what there is before anything is sent. */
  lookMs?: number;
  /** Before the request is read. */
  delayMs?: number;
  /** Between carrying out and answering. */
  holdMs?: number;
}

/** What a kill struck. */
export interface Strike {
  guest: LabGuest;
  action: PowerAction;
  /** As it was stored when the backend died; absent when it had not come so far. */
  stored?: Run;
  /** The requests that the lab had received before this. */
  received: number;
}

/** A struck run after its end. */
export interface Outcome {
  run?: Run;
  /** How often it was sent. */
  requests: number;
  problems: string[];
}

/** A request that the lab never read is given up after a minute. */
const ENDS_WITHIN_SECONDS = 150;

/** The lab goes on so much at every look: its guests and HA are in no hurry. */
const STEP_SECONDS = 5;

/** What is the opposite of what a guest does. */
export const actionFor = (status: string): PowerAction =>
  status === 'running' ? 'shutdown-guest' : 'start-guest';

const goalOf = (action: PowerAction) =>
  action === 'start-guest' ? 'running' : 'stopped';

const resourceOf = (world: KillWorld, guest: LabGuest) =>
  `${world.lab.cluster}/${nameOf(guest)}`;

async function requestsFor(
  { control }: KillWorld,
  { guest, received }: Pick<Strike, 'guest' | 'received'>,
) {
  const mutations = await control.mutations();
  return mutations
    .slice(received)
    .filter(({ path }) => path.startsWith(`${powerPathOf(guest)}/`));
}

/** What a moment to kill at can be told from. */
export interface Sight {
  /** The run; not before it was accepted. */
  run(): Promise<Run | undefined>;
  /** How many requests for it the lab has received. */
  requests(): Promise<number>;
}

/**
 * Asks for a change of a guest's power, kills the backend at some moment after it, and starts it again.
 *
 * @param moment - returns when it is to be killed
 */
export async function strike(
  world: KillWorld,
  guest: LabGuest,
  slowness: Slowness,
  moment: (sight: Sight) => Promise<unknown>,
): Promise<Strike> {
  const { control, portal, backend } = world;
  const { lookMs, delayMs, holdMs } = slowness;
  const action = actionFor(await world.lab.status(guest));
  const { length: received } = await control.mutations();
  const resource = resourceOf(world, guest);
  const earlier = storedRuns(world.database, resource).map(({ id }) => id);
  const look = { prefix: `/nodes/${guest.node}/tasks` };
  const request = { prefix: powerPathOf(guest) };
  if (lookMs) {
    await control.slowEndpoint({ ...look, method: 'GET', delayMs: lookMs });
  }
  if (delayMs || holdMs) {
    await control.slowEndpoint({ ...request, method: 'POST', delayMs, holdMs });
  }

  let accepted: Run | undefined;
  const asked = portal
    .act(action, { cluster: world.lab.cluster, guest: nameOf(guest) })
    .then(run => {
      accepted = run;
      return undefined;
    })
    // The portal may die before it answers; anything else is a defect.
    .catch((error: Error) => error);
  let isKilled = false;
  try {
    await moment({
      run: async () => accepted && portal.run(accepted.id),
      requests: async () =>
        (
          await requestsFor(world, { guest, received })
        ).length,
    });
    await backend.kill();
    isKilled = true;
    const failure = await asked;
    if (failure && !('code' in failure)) throw failure;
    const stored = storedRuns(world.database, resource).find(
      ({ id }) => !earlier.includes(id),
    );
    if (accepted && !stored) {
      throw new Error(`Run ${accepted.id} was accepted, and is not stored`);
    }
    return { guest, action, stored, received };
  } finally {
    await control.healEndpoint(look);
    await control.healEndpoint(request);
    if (isKilled) await backend.start();
  }
}

/** The run after its end, while the lab's time goes on; as it is when it does not come to one. */
async function afterEnd(
  { control, portal }: KillWorld,
  { id }: Run,
): Promise<Run> {
  const deadline = Date.now() + ENDS_WITHIN_SECONDS * 1000;
  return waitUntil(
    `an answer about run ${id}`,
    async () => {
      await control.advance(STEP_SECONDS);
      const run = await portal.run(id);
      return hasEnded(run) || Date.now() > deadline ? run : undefined;
    },
    { seconds: 2 * ENDS_WITHIN_SECONDS },
  );
}

/** Waits until a struck run has ended, and judges it. */
export async function settle(
  world: KillWorld,
  struck: Strike,
): Promise<Outcome> {
  const { portal } = world;
  const { guest, action, stored } = struck;
  const run = stored && (await afterEnd(world, stored));
  const requests = await requestsFor(world, struck);
  const problems = judge({
    run,
    requests,
    goal: goalOf(action),
    status: await world.lab.status(guest),
    audit: run ? await portal.audit(run.id, resourceOf(world, guest)) : [],
    chain: await portal.chain(),
  });
  return { run, requests: requests.length, problems };
}
