import type { FetchApi } from '@backstage/frontend-plugin-api';
import type { Preflight, Run } from '@reverb256/backstage-plugin-infra-common';

/** A run on a guest of the cluster `homelab`. */
export const run = (guest: string, more: Partial<Run> = {}): Run => ({
  id: 'r1',
  pluginId: 'proxmox',
  action: 'shutdown-guest',
  title: 'Shut down web (VM 100)',
  resource: { type: 'proxmox-guest', id: `homelab/${guest}`, title: guest },
  actor: 'user:default/admin',
  origin: 'page',
  input: { cluster: 'homelab', guest },
  destructive: false,
  state: 'running',
  cancellable: false,
  createdAt: new Date().toISOString(),
  updatedAt: new Date().toISOString(),
  ...more,
});

/** The Proxmox backend as far as its actions and runs are concerned. */
export class FakeActions implements FetchApi {
  /** `POST /actions/x/preflight {"a":1}`, in order. */
  readonly requests: string[] = [];
  active: Run[] = [];

  readonly fetch: typeof fetch = async (input, init) => {
    const path = new URL(String(input)).pathname.replace(/^\/v1/, '');
    this.requests.push(
      `${init?.method ?? 'GET'} ${path} ${init?.body ?? ''}`.trim(),
    );
    return new Response(JSON.stringify(this.#answer(path)), {
      headers: { 'Content-Type': 'application/json' },
    });
  };

  #answer(path: string): object {
    if (path === '/runs') return { items: this.active };
    if (path.endsWith('/log')) {
      const [first] = this.active;
      const line = { n: 1, at: first.createdAt, text: 'waiting for the guest' };
      return { run: first, lines: [line] };
    }
    if (path.endsWith('/preflight')) {
      const { title, resource } = run('qemu/100');
      const preflight: Preflight = {
        title,
        resource,
        destructive: false,
        effects: ['web is asked to shut down.'],
        obstacles: [],
        allowed: true,
        permission: 'proxmox.guest.power',
        concurrent: [],
      };
      return preflight;
    }
    throw new Error(`The test asked for ${path}`);
  }
}
