/**
 * Kills the backend 30 times at random moments of a change, starts it again, and holds what became of the change against
 * the lab: it ended truly, it was sent at most once, its audit event is closed, the chain holds.
 *
 * Arguments: `--seed N` to have a run again, `--kills N`.
 */
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  settle,
  strike,
  type Outcome,
  type Slowness,
} from '../src/kill/killCase.ts';
import { startKillWorld, type KillWorld } from '../src/kill/killWorld.ts';
import { nameOf } from '../src/kill/labGuests.ts';
import { pick, randomOf } from '../src/kill/random.ts';
import { countsOf, endOf, momentOf, type Moment } from '../src/kill/tally.ts';

const root = resolve(import.meta.dirname, '../../..');

/** How long what is slow is slow. */
const SLOW_MS = 1500;
/** How long a change is followed, at most, before the kill. */
const FOLLOWED_MS = 4000;

interface Done {
  moment: Moment;
  outcome: Outcome;
}

async function killOnce(
  world: KillWorld,
  random: () => number,
  number: number,
): Promise<Done> {
  // As many of those that HA manages as of the others, though there are fewer.
  const managed = random() < 0.5;
  const guest = pick(
    random,
    world.guests.filter(({ isManagedByHa }) => isManagedByHa === managed),
  );
  const slowness: Slowness = {
    lookMs: pick(random, [0, SLOW_MS]),
    // What is killed in it never arrives, and is given up after a minute: less often.
    delayMs: pick(random, [0, 0, 0, SLOW_MS]),
    holdMs: pick(random, [0, SLOW_MS]),
  };
  const slowMs = Object.values(slowness).reduce((sum, ms) => sum + ms, 0);
  const killAfterMs = Math.round(random() * (slowMs + FOLLOWED_MS));

  const struck = await strike(world, guest, slowness, () => wait(killAfterMs));
  const outcome = await settle(world, struck);
  const moment = momentOf(struck);
  console.log(
    [
      String(number).padStart(3),
      `${struck.action} ${nameOf(guest)}${managed ? ' (HA)' : ''}`.padEnd(32),
      `killed after ${killAfterMs} ms, ${moment}`.padEnd(36),
      `${endOf(outcome)}, sent ${outcome.requests}×`,
      ...outcome.problems.map(problem => `\n    WRONG: ${problem}`),
    ].join(' '),
  );
  return { moment, outcome };
}

/** What is printed at the end. */
function summaryOf(done: readonly Done[], wrong: number): string {
  const outcomes = done.map(({ outcome }) => outcome);
  const requests = outcomes.map(outcome => outcome.requests);
  const sum = requests.reduce((all, each) => all + each, 0);
  const runs = outcomes.filter(({ run }) => run).length;
  return `
kills by moment   ${countsOf(done.map(({ moment }) => moment))}
runs by end       ${countsOf(outcomes.map(endOf))}
requests sent     ${sum} for ${runs} runs, at most ${Math.max(
    ...requests,
  )} for one
wrong             ${wrong}`;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, kills: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const kills = Number(values.kills ?? 30);
  console.log(`${kills} kills, seed ${seed} (again with -- --seed ${seed})\n`);
  const random = randomOf(seed);
  const world = await startKillWorld(root);
  const done: Done[] = [];
  let wrong = kills;
  try {
    for (let number = 1; number <= kills; number++) {
      done.push(await killOnce(world, random, number));
    }
    wrong = done.filter(({ outcome }) => outcome.problems.length > 0).length;
    console.log(summaryOf(done, wrong));
  } finally {
    await world.stop({ keepFolder: wrong > 0 });
    if (wrong > 0)
      console.log(`Logs and databases are kept in ${world.folder}`);
  }
  return wrong > 0 ? 1 : 0;
}

process.exitCode = await main();
