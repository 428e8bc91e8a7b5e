import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pve } from './contract.ts';
import { ControlClient } from './control-client.ts';
import { packageFolder } from './package-folder.ts';

export { ControlClient } from './control-client.ts';
export type {
  BreakOptions,
  EndpointTarget,
  FaultTarget,
  GuestOptions,
  HaRule,
  Mutation,
  RequestCounts,
  TaskDisturbance,
} from './control-types.ts';
export { freePort } from './free-port.ts';

/** lab.json: what any client needs to be pointed at the lab. */
export interface LabFile {
  portal: { url: string };
  users: { name: string; password: string; role: LabRole }[];
  tokens: { role: LabRole; token: string }[];
  services: {
    proxmox: ProxmoxService[];
    oidc: ({ url: string } & Record<string, unknown>)[];
  };
  control: { url: string };
}

export type LabRole = 'admin' | 'operator' | 'viewer';

/** One endpoint of the cluster. Users and tokens are the same on all. */
export interface ProxmoxService {
  cluster: string;
  node: string;
  url: string;
  fingerprint: string;
  users: { name: string; password: string }[];
  tokens: { id: string; secret: string; may: string }[];
}

export interface StartLabOptions {
  /** Services to start; all where it is absent. */
  only?: ('proxmox' | 'oidc')[];
  seed?: number;
  /** The generation of Proxmox VE (9). */
  pve?: Pve;
  /** Kept when the lab stops; without it a temporary one that goes. */
  home?: string;
  portalUrl?: string;
}

export interface Lab {
  lab: LabFile;
  control: ControlClient;
  home: string;
  /** lab.json as it is now: certificates may have been rotated. */
  read(): LabFile;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 60_000;

function readyLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    const fail = (what: string) =>
      reject(new Error(`The lab ${what}:\n${errors || output}`));
    const timer = setTimeout(
      () => fail(`was not ready within ${START_WITHIN_MS / 1000} s`),
      START_WITHIN_MS,
    );
    child.stderr?.on('data', data => {
      errors += data;
    });
    child.stdout?.on('data', data => {
      output += data;
      if (output.includes('"event":"ready"')) {
        clearTimeout(timer);
        resolve();
      }
    });
    child.on('error', error => fail(`did not start (${error.message})`));
    child.on('exit', code => {
      clearTimeout(timer);
      fail(`ended with code ${code} while it started`);
    });
  });
}

/**
 * Starts the lab as a process of its own, on free ports. It ends with stop(),
 * or by itself when the process that started it does.
 */
export async function startLab(options: StartLabOptions = {}): Promise<Lab> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'lab-'));
  const removeHome = () => {
    if (!options.home) rmSync(home, { recursive: true, force: true });
  };
  const main = join(packageFolder, 'src', 'main.ts');
  const child = spawn(
    process.execPath,
    [
      main,
      '--ephemeral',
      ...['--home', home],
      ...['--parent-pid', String(process.pid)],
      ...['--seed', String(options.seed ?? 1)],
      ...['--pve', options.pve ?? '9'],
      ...(options.portalUrl ? ['--portal-url', options.portalUrl] : []),
      ...(options.only ?? []).flatMap(name => ['--only', name]),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // What Jest and the Backstage CLI put there is not for the lab.
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  try {
    await readyLine(child);
  } catch (error) {
    child.kill('SIGKILL');
    removeHome();
    throw error;
  }
  const read = () =>
    JSON.parse(readFileSync(join(home, 'lab.json'), 'utf8')) as LabFile;
  const lab = read();
  return {
    lab,
    home,
    read,
    control: new ControlClient(lab.control.url),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise(resolve => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }
      removeHome();
    },
  };
}
