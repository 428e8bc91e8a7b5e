import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAppBuilt } from './build-app.mjs';
import { ensureDocsBuilt } from './docs.mjs';
import { requireSpace } from './disk.mjs';
import { parseStartFlags, START_HELP } from './flags.mjs';
import { watchInterruption } from './interruption.mjs';
import { portalUrl } from './lab-config.mjs';
import { takeLock } from './lock.mjs';
import { layoutOf } from './paths.mjs';
import { requirePort } from './port.mjs';
import { exclusively, prepare } from './prepare.mjs';
import { causeOf, Problem } from './problem.mjs';
import { Processes } from './processes.mjs';
import { Progress } from './progress.mjs';
import { untilReady } from './ready.mjs';
import { reset } from './reset.mjs';
import { failIfEnded, peopleOf, startBackend, startLab } from './services.mjs';

const MIB = 1024 * 1024;

/**
 * `npm start`: brings up the portal on its lab, and stays until it is told to
 * stop or something that it started dies.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code: 0 after a Ctrl-C once it was ready
 *   or after --check, 128 + n after signal n, 1 after a problem
 */
export async function startPortal(args) {
  const progress = new Progress();
  const processes = new Processes();
  const interruption = watchInterruption(() => processes.kill());
  process.once('exit', () => processes.kill());
  let lock;
  let ready = false;
  try {
    const flags = parseStartFlags(args);
    if (flags.help) {
      process.stdout.write(START_HELP);
      return 0;
    }
    const layout = layoutOf(flags.home);
    lock = takeHome(layout, flags.port);
    const work = bringUp({ flags, layout, processes, progress });
    // Once interrupted, the work fails in whatever way: nobody waits for it.
    work.catch(() => {});
    const up = await Promise.race([work, interruption.asked]);
    if ('signal' in up) {
      return await stopOn(up, processes, progress, ready);
    }
    ready = true;
    lock.update({ ready: true, processes: up.processes });
    if (flags.check) {
      return 0;
    }
    const end = await Promise.race([up.died, interruption.asked]);
    return await stopOn(end, processes, progress, ready);
  } catch (error) {
    progress.end();
    console.error(`\n${explain(error)}`);
    return 1;
  } finally {
    await processes.stop();
    lock?.release();
    interruption.dispose();
  }
}

function takeHome(layout, port) {
  const about = { url: portalUrl(port), startedAt: new Date().toISOString() };
  const lock = takeLock(layout.lock, about);
  if (lock.owner) {
    throw new Problem(
      `${layout.home} is in use: process ${lock.owner.pid} runs the portal at ${lock.owner.url} from it.`,
      {
        todo: 'Stop that one first, or give this one a place and a port of its own: npm start -- --home DIR --port N',
      },
    );
  }
  return lock;
}

async function bringUp({ flags, layout, processes, progress }) {
  const { port } = flags;
  const url = portalUrl(port);
  progress.say(`The Control Center, on its lab, in ${layout.home}`);
  await requirePort(port);
  if (flags.reset) {
    reset(layout);
    progress.say('           the lab and the portal start from nothing');
  }
  mkdirSync(layout.database, { recursive: true });
  requireSpace(layout.home, 200 * MIB, 'the portal with its lab');

  const context = { layout, processes, progress, port };
  const { toolchain, env, docs } = await exclusively(progress, async () => {
    const prepared = await prepare({
      layout,
      processes,
      progress,
      log: layout.log,
    });
    await progress.step(
      'app',
      () =>
        ensureAppBuilt(prepared.toolchain, processes, {
          env: prepared.env,
          log: join(layout.log, 'build.log'),
        }),
      done => (done ? 'built' : 'is built'),
    );
    return { ...prepared, docs: await buildDocs(prepared, context) };
  });

  const lab = await progress.step(
    'lab',
    () => startLab({ ...context, toolchain, env }),
    () => 'serves',
  );
  const backend = startBackend({
    ...context,
    toolchain,
    env,
    lab: lab.lab,
    docs,
  });
  if (backend.localConfig) {
    progress.say(
      `           ${backend.localConfig} is laid over the lab's configuration`,
    );
  }
  const died = Promise.race([
    failIfEnded(lab.ended, 'The lab'),
    failIfEnded(backend.ended, 'The backend'),
  ]);
  const waiting = new AbortController();
  await progress.step(
    'portal',
    () =>
      Promise.race([
        died,
        untilReady({
          url,
          lab: lab.lab,
          check: () => {
            backend.requireStarting();
            // A backend that cannot write waits for ever instead of ending.
            requireSpace(layout.home, 2 * MIB, 'the portal');
          },
          signal: waiting.signal,
        }),
      ]).finally(() => waiting.abort()),
    () => 'ready',
  );
  progress.say(welcome(url, lab.lab, layout));
  return { died, processes: { lab: lab.pid, backend: backend.pid } };
}

/** The portal does without its documents, and says so. */
async function buildDocs({ toolchain, env }, { layout, processes, progress }) {
  const docs = await progress.step(
    'documents',
    () =>
      ensureDocsBuilt(toolchain, processes, {
        env,
        log: join(layout.log, 'documents.log'),
      }),
    describeDocs,
  );
  if (docs.problem) {
    const { message, todo } = docs.problem;
    progress.say(`           ${message}\n           ${todo}`);
  }
  return docs;
}

function describeDocs({ built, problem }) {
  if (problem) {
    return 'NOT BUILT';
  }
  return built ? 'built' : 'are built';
}

function welcome(url, lab, layout) {
  return [
    '',
    `Ready: ${url}  sign in as ${peopleOf(lab)}`,
    `       Ctrl-C stops it. Everything else that clients need: ${layout.labFile}; logs: ${layout.log}`,
  ].join('\n');
}

async function stopOn({ signal, exitCode }, processes, progress, ready) {
  progress.end();
  progress.say('\nStopping…');
  await processes.stop();
  progress.say('Stopped.');
  // Ctrl-C is the way to end a portal that runs: nothing went wrong.
  return ready && signal === 'SIGINT' ? 0 : exitCode;
}

/** For a terminal: a Problem speaks for itself, a full disk is recognised, anything else is our defect. */
function explain(error) {
  if (error instanceof Problem) {
    return error.toString();
  }
  const cause = causeOf(`${error.code ?? ''} ${error.message}`);
  return cause
    ? `${error.message}: ${cause.message}.\n${cause.todo}`
    : error.stack;
}
