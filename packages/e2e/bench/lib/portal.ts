import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from 'lab/testing';

const root = resolve(import.meta.dirname, '../../../..');

/** What a bench needs of lab.json. */
interface LabFile {
  users: { name: string; password: string; role: string }[];
  tokens: { role: string; token: string }[];
  services: {
    proxmox: { url: string; tokens: { id: string; secret: string }[] }[];
  };
  control: { url: string };
}

/** A portal on a lab of its own, as `npm start` brings it up. */
export interface BenchPortal {
  url: string;
  lab: LabFile;
  stop(): Promise<void>;
}

/** Starts the portal and waits until it says that it is ready. Throws with what it printed when it ends before. */
export async function startPortal(): Promise<BenchPortal> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const home = join(folder, '.ctrl');
  mkdirSync(home);
  const toolchain = join(root, '.ctrl', 'toolchain');
  if (existsSync(toolchain)) symlinkSync(toolchain, join(home, 'toolchain'));

  const port = await freePort();
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      // Under Yarn the start script runs the Backstage CLI's development servers instead.
      ([name]) => !/^(npm_|YARN_|BERRY_|INIT_CWD$|NODE_OPTIONS$)/.test(name),
    ),
  );
  const child = spawn(
    process.execPath,
    [
      join(root, 'scripts', 'start.mjs'),
      '--home',
      home,
      '--port',
      String(port),
    ],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = once(child, 'exit');
  let printed = '';
  await new Promise<void>((ready, failed) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('\nReady: ')) ready();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', code =>
      failed(
        new Error(`The portal ended with ${code}. It printed:\n${printed}`),
      ),
    );
  });
  return {
    url: `http://localhost:${port}`,
    lab: JSON.parse(readFileSync(join(home, 'lab.json'), 'utf8')),
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
