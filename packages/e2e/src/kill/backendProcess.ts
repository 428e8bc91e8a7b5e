import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../portal/waitUntil.ts';
import { askJson } from './askJson.ts';

/** On a busy machine a start takes several times what it takes on an idle one. */
const START_WITHIN_SECONDS = 120;

/** The portal's backend, from source, as `npm start` starts it, and to be killed at any moment. */
export class BackendProcess {
  readonly #options: { root: string; config: string; log: string; url: string };
  #child: ChildProcess | undefined;

  constructor(options: {
    /** The checkout. */
    root: string;
    /** The configuration that is laid over app-config.yaml. */
    config: string;
    /** Takes its output, of all starts. */
    log: string;
    url: string;
  }) {
    this.#options = options;
  }

  /**
   * Starts it, on whatever files the last one left.
   *
   * @returns once it says that it is ready
   * @throws Error with its output when it ends before
   */
  async start(): Promise<void> {
    const { root, config, log, url } = this.#options;
    const output = openSync(log, 'a', 0o600);
    const child = spawn(
      process.execPath,
      [
        '--require',
        join(root, 'scripts/lib/watch-parent.cjs'),
        '--enable-source-maps',
        '--require',
        join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
        join(root, 'packages/backend/src/index.ts'),
        '--config',
        join(root, 'app-config.yaml'),
        '--config',
        config,
      ],
      {
        cwd: join(root, 'packages/backend'),
        env: backendEnv(),
        stdio: ['ignore', output, output],
      },
    );
    closeSync(output);
    this.#child = child;
    await waitUntil(
      'the backend to be ready',
      async () => {
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(
            `The backend ended with ${
              child.signalCode ?? `exit code ${child.exitCode}`
            }. It said:\n${readFileSync(log, 'utf8').slice(-4000)}`,
          );
        }
        return isReady(url);
      },
      { seconds: START_WITHIN_SECONDS },
    );
  }

  /** Ends it as a power cut does: it learns nothing of it. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}

async function isReady(url: string): Promise<true | undefined> {
  try {
    const { status } = await askJson(`${url}/.backstage/health/v1/readiness`, {
      authorization: '',
    });
    return status === 200 ? true : undefined;
  } catch {
    return undefined;
  }
}

/** What Jest, npm and Yarn put into the environment is not for the backend. */
function backendEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|YARN_|BERRY_|JEST_|NODE_OPTIONS$|CI$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    NODE_ENV: 'development',
    CTRL_PARENT_PID: String(process.pid),
  };
}
