import { LabProcess } from './lab.ts';
import { readOptions, USAGE, wantsHelp, type LabOptions } from './options.ts';

/** Closing must not keep whoever waits for this process. */
const CLOSE_WITHIN_MS = 1000;
const PARENT_CHECK_MS = 500;

function fail(message: string): never {
  process.stderr.write(`lab: ${message}\n`);
  process.exit(1);
}

function parseOptions(): LabOptions {
  const args = process.argv.slice(2);
  if (wantsHelp(args)) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  try {
    return readOptions(args);
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function main(): Promise<void> {
  const options = parseOptions();
  const lab = new LabProcess(options);
  let closing = false;
  const stop = () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(0), CLOSE_WITHIN_MS).unref();
    lab.close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const { parentPid } = options;
  if (parentPid) {
    setInterval(() => {
      if (!isAlive(parentPid)) stop();
    }, PARENT_CHECK_MS).unref();
  }
  await lab.start();
  const ready = { event: 'ready', lab: lab.labFile };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

main().catch(error => fail((error as Error).stack ?? String(error)));
