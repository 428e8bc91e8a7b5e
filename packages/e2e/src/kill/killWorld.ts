import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePort,
  startLab,
  type ControlClient,
  type Lab,
  type LabRole,
} from 'lab/testing';
import { waitUntil } from '../portal/waitUntil.ts';
import { BackendProcess } from './backendProcess.ts';
import { labConfigText } from './labConfig.ts';
import { LabGuests, nameOf, type LabGuest } from './labGuests.ts';
import { PortalClient } from './portalClient.ts';

/** A lab, and the real backend on it, with files that outlive the backend. */
export interface KillWorld {
  control: ControlClient;
  lab: LabGuests;
  guests: LabGuest[];
  backend: BackendProcess;
  portal: PortalClient;
  /** The SQLite file with the runs. */
  database: string;
  /** The folder with everything, the backend's log among it. */
  folder: string;
  /** Ends all of it. The folder goes, unless it is to be kept. */
  stop(options?: { keepFolder?: boolean }): Promise<void>;
}

/** Guests take so long to start and to shut down, in seconds of the lab. */
const POWER_SECONDS = 3;

/**
 * Starts the lab and the backend, in a folder of their own.
 *
 * @param root - the checkout
 */
export async function startKillWorld(root: string): Promise<KillWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const config = join(folder, 'app-config.json');
  const backend = new BackendProcess({
    root,
    config,
    log: join(folder, 'backend.log'),
    url,
  });
  const lab = await startLab({ home: join(folder, 'lab'), portalUrl: url });
  const stop: KillWorld['stop'] = async ({ keepFolder = false } = {}) => {
    await backend.kill();
    await lab.stop();
    if (!keepFolder) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const database = join(folder, 'db');
    mkdirSync(database);
    const text = labConfigText({
      lab: lab.lab,
      root,
      database,
      port,
      plugins: ['catalog', 'infra', 'proxmox'],
      docs: { site: join(folder, 'site') },
    });
    writeFileSync(config, text, { mode: 0o600 });
    await backend.start();
    return {
      control: lab.control,
      backend,
      database: join(database, 'proxmox.sqlite'),
      folder,
      stop,
      ...(await meet(lab, url)),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes the guests quick, and waits until the portal knows them. */
async function meet(
  { lab, control }: Lab,
  url: string,
): Promise<Pick<KillWorld, 'lab' | 'guests' | 'portal'>> {
  const truth = new LabGuests(lab.services.proxmox);
  const guests = await truth.list();
  for (const { vmid } of guests) {
    await control.setGuest(vmid, {
      bootSeconds: POWER_SECONDS,
      shutdownSeconds: POWER_SECONDS,
    });
  }
  const tokenOf = (role: LabRole) =>
    lab.tokens.find(each => each.role === role)?.token ?? '';
  const portal = new PortalClient({
    url,
    operator: tokenOf('operator'),
    admin: tokenOf('admin'),
  });
  const names = guests.map(nameOf);
  await waitUntil(
    'the guests to be read',
    async () => (await portal.knowsGuests(truth.cluster, names)) || undefined,
    { seconds: 60 },
  );
  return { lab: truth, guests, portal };
}
