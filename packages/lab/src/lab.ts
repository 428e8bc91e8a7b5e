import { join } from 'node:path';
import { LabClock } from './clock.ts';
import { startControl } from './control/server.ts';
import type { LabOptions } from './options.ts';
import { listenOn } from './ports.ts';
import { Proxmox } from './proxmox/index.ts';
import { StateFile, writePrivately, type LabUser } from './state.ts';

/** What packages/lab/src/oidc provides. */
interface OidcModule {
  startOidcProvider(options: {
    home: string;
    port?: number;
    portalUrl: string;
    users: LabUser[];
    state: Record<string, unknown>;
  }): Promise<{ services: object[]; close(): Promise<void> }>;
}

interface Service {
  close(): Promise<void>;
}

// Where each service's ports are, from the base port.
const CONTROL_OFFSET = 0;
const PROXMOX_OFFSET = 6;
const OIDC_OFFSET = 10;

/** The whole lab: its services, its control API, and lab.json. */
export class LabProcess {
  readonly labFile: string;
  private readonly options: LabOptions;
  private readonly stateFile: StateFile;
  private readonly clock = new LabClock();
  private readonly running: Service[] = [];
  private readonly services: Record<string, () => object[]> = {};
  private controlUrl = '';

  constructor(options: LabOptions) {
    this.options = options;
    this.labFile = join(options.home, 'lab.json');
    this.stateFile = new StateFile(options.home);
  }

  async start(): Promise<void> {
    const { only } = this.options;
    const wants = (name: string) => !only || only.includes(name);
    if (wants('oidc')) await this.startOidc();
    const proxmox = wants('proxmox') ? await this.startProxmox() : undefined;
    const { ports } = this.stateFile.state;
    await listenOn(
      async port => {
        const control = await startControl(
          { clock: this.clock, proxmox },
          port,
        );
        this.running.push(control);
        this.controlUrl = control.url;
      },
      this.options.basePort && ports.control,
      this.port(CONTROL_OFFSET),
    );
    ports.control = Number(new URL(this.controlUrl).port);
    this.save();
  }

  private port(offset: number): number {
    const { basePort } = this.options;
    return basePort && basePort + offset;
  }

  private async startProxmox(): Promise<Proxmox> {
    const { state } = this.stateFile;
    const proxmox = new Proxmox({
      seed: this.options.seed,
      pve: this.options.pve,
      birth: state.birth,
      clock: this.clock,
      state: state.proxmox,
      basePort: this.port(PROXMOX_OFFSET),
      onChange: () => this.save(),
    });
    this.running.push(proxmox);
    await proxmox.start();
    this.services.proxmox = () => proxmox.describe();
    return proxmox;
  }

  private async startOidc(): Promise<void> {
    const { state } = this.stateFile;
    // By name, so that the lab without it does not need what it is made of.
    const module = './oidc/index.ts';
    const { startOidcProvider } = (await import(module)) as OidcModule;
    const { home, portalUrl, basePort } = this.options;
    await listenOn(
      async port => {
        const provider = await startOidcProvider({
          home,
          port: port || undefined,
          portalUrl,
          users: state.users,
          state: state.oidc,
        });
        this.running.push(provider);
        this.services.oidc = () => provider.services;
      },
      basePort && state.ports.oidc,
      this.port(OIDC_OFFSET),
    );
    const [first] = this.services.oidc() as { url?: string }[];
    if (first?.url) state.ports.oidc = Number(new URL(first.url).port);
  }

  /** Writes what a second start needs and what clients need. */
  private save(): void {
    const { users, tokens } = this.stateFile.state;
    this.stateFile.save();
    writePrivately(this.labFile, {
      portal: { url: this.options.portalUrl },
      users,
      tokens,
      services: Object.fromEntries(
        Object.entries(this.services).map(([name, list]) => [name, list()]),
      ),
      control: { url: this.controlUrl },
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map(service => service.close()));
  }
}
