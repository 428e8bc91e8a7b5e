import type { ProxmoxService } from 'lab/testing';
import { askJson } from './askJson.ts';

/** A guest of the lab's cluster, as Proxmox itself tells of it. */
export interface LabGuest {
  vmid: number;
  type: 'qemu' | 'lxc';
  node: string;
  status: string;
  isManagedByHa: boolean;
}

/** A token of the lab that reads everything, and is not the portal's. */
const TOKEN = 'ops@pve!full';

/** How the portal names a guest in its inputs. */
export const nameOf = ({ type, vmid }: LabGuest): string => `${type}/${vmid}`;

/** Where requests about a guest's power go, under /api2/json. */
export const powerPathOf = ({ node, type, vmid }: LabGuest): string =>
  `/nodes/${node}/${type}/${vmid}/status`;

/** The truth about guests, asked of the lab behind the portal's back. */
export class LabGuests {
  readonly #service: ProxmoxService;
  readonly #authorization: string;

  constructor(services: readonly ProxmoxService[]) {
    [this.#service] = services;
    const token = this.#service.tokens.find(({ id }) => id === TOKEN);
    if (!token) throw new Error(`The lab has no token ${TOKEN}`);
    this.#authorization = `PVEAPIToken=${token.id}=${token.secret}`;
  }

  get cluster(): string {
    return this.#service.cluster;
  }

  /** All that can be started and shut down. */
  async list(): Promise<LabGuest[]> {
    const rows = (await this.#get('/cluster/resources?type=vm')) as {
      vmid: number;
      type: LabGuest['type'];
      node: string;
      template?: number;
    }[];
    const guests = rows.filter(({ template }) => template !== 1);
    return Promise.all(
      guests.map(async ({ vmid, type, node }) => {
        const path = powerPathOf({ vmid, type, node } as LabGuest);
        const now = (await this.#get(`${path}/current`)) as {
          status: string;
          ha?: { managed?: number };
        };
        return {
          vmid,
          type,
          node,
          status: now.status,
          isManagedByHa: now.ha?.managed === 1,
        };
      }),
    );
  }

  /** Whether a guest runs at this moment. */
  async status(guest: LabGuest): Promise<string> {
    const { status } = (await this.#get(`${powerPathOf(guest)}/current`)) as {
      status: string;
    };
    return status;
  }

  async #get(path: string): Promise<unknown> {
    const { status, body } = await askJson(
      `${this.#service.url}/api2/json${path}`,
      { authorization: this.#authorization, anyCertificate: true },
    );
    if (status !== 200) throw new Error(`The lab answered ${path}: ${status}`);
    return (body as { data: unknown }).data;
  }
}
