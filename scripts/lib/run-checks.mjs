import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from './checks.mjs';
import { parseTestFlags } from './flags.mjs';
import { watchInterruption } from './interruption.mjs';
import { layoutOf, ROOT } from './paths.mjs';
import { exclusively, prepare } from './prepare.mjs';
import { Problem } from './problem.mjs';
import { Processes } from './processes.mjs';
import { Progress } from './progress.mjs';
import { summaryOf } from './summary.mjs';
import { tailOf } from './tail.mjs';

const HELP = `npm test -- [flags]    everything that a change must pass

  --only A,B    only these checks, of:
${CHECKS.map(
  ({ name, title }) => `                  ${name.padEnd(18)} ${title}`,
).join('\n')}
  --help        this text

yarn test runs Jest through the Backstage CLI instead, with its arguments.
`;

/**
 * `npm test`: runs all checks, also after one has failed, and says at the end
 * what ran and what could not.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code: 0 if nothing failed, 1 if something
 *   did, 128 + n after signal n
 */
export async function runChecks(args) {
  const progress = new Progress();
  const processes = new Processes();
  const interruption = watchInterruption(() => processes.kill());
  process.once('exit', () => processes.kill());
  try {
    const flags = parseTestFlags(
      args,
      CHECKS.map(({ name }) => name),
    );
    if (flags.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const chosen = CHECKS.filter(
      ({ name }) => !flags.only || flags.only.includes(name),
    );
    const work = runAll(chosen, { processes, progress });
    work.catch(() => {});
    const end = await Promise.race([work, interruption.asked]);
    if ('signal' in end) {
      progress.end();
      progress.say('\nStopping…');
      return end.exitCode;
    }
    progress.say(summaryOf(end));
    return end.some(({ failed }) => failed > 0) ? 1 : 0;
  } catch (error) {
    progress.end();
    console.error(error instanceof Problem ? `\n${error}` : error);
    // Nothing could be tried, which is not a pass.
    console.log('0 passed, 1 failed, 0 skipped');
    return 1;
  } finally {
    await processes.stop();
    interruption.dispose();
  }
}

async function runAll(checks, { processes, progress }) {
  const layout = layoutOf();
  const { toolchain, env } = await exclusively(progress, () =>
    prepare({ layout, processes, progress, log: layout.testLog }),
  );
  const results = [];
  for (const check of checks) {
    const folder = join(layout.testLog, check.name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    results.push(
      await runOne(check, { folder, toolchain, env, processes, progress }),
    );
  }
  return results;
}

async function runOne(check, { folder, toolchain, env, processes, progress }) {
  const { name, title } = check;
  const obstacle = check.obstacle?.();
  if (obstacle) {
    progress.say(`      –    ${name}: cannot run: ${obstacle}`);
    return { name, title, seconds: 0, obstacle, ...counts(0, 0, 1) };
  }
  const begun = performance.now();
  const log = join(folder, `${name}.log`);
  const surroundings = await check.surround?.({
    folder,
    toolchain,
    env,
    processes,
  });
  if (surroundings?.note) {
    progress.say(`           ${name} on ${surroundings.note}`);
  }
  let problem;
  const around = check.around?.();
  around?.begin();
  const result = await progress.step(
    name,
    async () => {
      problem = await processes.start({
        name: title,
        node: toolchain.node,
        args: check.args(folder),
        cwd: ROOT,
        env: {
          ...env,
          CI: '1',
          FORCE_COLOR: '0',
          ...check.env?.(folder),
          ...surroundings?.env,
        },
        log,
      }).ended;
      return outcome(check.count?.(folder), problem);
    },
    describe,
  );
  await surroundings?.end();
  if (problem) {
    progress.say(
      `${tailOf(log, 40).replace(/^/gm, '  | ')}\n  the whole log: ${log}`,
    );
  } else {
    around?.done();
  }
  return {
    name,
    title,
    seconds: (performance.now() - begun) / 1000,
    limit: surroundings?.limit,
    ...result,
  };
}

/** A check that failed has at least one failure, whatever its report says. */
function outcome(counted, problem) {
  if (!counted) {
    return problem ? counts(0, 1, 0) : counts(1, 0, 0);
  }
  return problem
    ? { ...counted, failed: Math.max(counted.failed, 1) }
    : counted;
}

function counts(passed, failed, skipped) {
  return { passed, failed, skipped };
}

function describe({ passed, failed, skipped }) {
  return failed > 0
    ? `FAILED (${passed} passed, ${failed} failed, ${skipped} skipped)`
    : `${passed} passed${skipped ? `, ${skipped} skipped` : ''}`;
}
