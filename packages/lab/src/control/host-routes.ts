import { z } from 'zod';
import { disksOf } from '../proxmox/hosts/disks.ts';
import { MOST_UPDATES } from '../proxmox/hosts/packages.ts';
import { isService } from '../proxmox/hosts/services.ts';
import type { Proxmox } from '../proxmox/index.ts';
import { replicationJobs } from '../proxmox/replication.ts';
import { route, type ControlRoute } from './routes.ts';

const node = z.string();

/** What nodes are made of: disks, services, packages, subscriptions, replication. */
export function hostRoutes(proxmox: Proxmox): ControlRoute[] {
  const { cluster } = proxmox;
  const { hosts } = cluster;
  return [
    route({
      path: '/proxmox/disks/set',
      what: "Sets what SMART says of a node's disk: its health (PASSED, FAILED!, UNKNOWN) and how much of its life is left (wearout, percent).",
      example: { node: 'closet', devpath: '/dev/nvme0n1', health: 'FAILED!' },
      input: z.strictObject({
        node,
        devpath: z.string(),
        health: z.string().optional(),
        wearout: z.number().int().min(0).max(100).optional(),
      }),
      run: ({ node: name, devpath, ...change }) => {
        proxmox.requireNode(name);
        const known = disksOf(cluster, name).map(disk => disk.devpath);
        if (!known.includes(devpath)) {
          throw new Error(
            `${name} has no disk ${devpath}: ${known.join(', ')}`,
          );
        }
        const key = `${name}/${devpath}`;
        hosts.disks.set(key, { ...hosts.disks.get(key), ...change });
      },
    }),
    route({
      path: '/proxmox/services/set',
      what: 'Lets a service of a node run, stops it, or lets it fail. What is listed changes, not what the lab does.',
      example: { node: 'forge', service: 'pvestatd', state: 'failed' },
      input: z.strictObject({
        node,
        service: z.string(),
        state: z.enum(['running', 'stopped', 'failed']),
      }),
      run: ({ node: name, service, state }) => {
        proxmox.requireNode(name);
        if (!isService(service)) throw new Error(`No service ${service}`);
        hosts.services.set(`${name}/${service}`, state);
      },
    }),
    route({
      path: '/proxmox/updates/set',
      what: `Sets how many packages of a node wait for an update (${MOST_UPDATES} at most).`,
      example: { node: 'closet', count: 5 },
      input: z.strictObject({
        node,
        count: z.number().int().min(0).max(MOST_UPDATES),
      }),
      run: ({ node: name, count }) => {
        proxmox.requireNode(name);
        hosts.updates.set(name, count);
      },
    }),
    route({
      path: '/proxmox/subscriptions/set',
      what: "Sets the status of a node's subscription.",
      example: { node: 'nexus', status: 'expired' },
      input: z.strictObject({
        node,
        status: z.enum(['active', 'notfound', 'expired', 'invalid']),
      }),
      run: ({ node: name, status }) => {
        proxmox.requireNode(name);
        hosts.subscriptions.set(name, status);
      },
    }),
    route({
      path: '/proxmox/replication/set',
      what: 'Lets the runs of a replication job fail from now on with an error, or succeed (null).',
      example: { id: '221-0', error: 'target dataset is busy' },
      input: z.strictObject({
        id: z.string(),
        error: z.string().min(1).nullable(),
      }),
      run: ({ id, error }) => {
        const known = replicationJobs(cluster).map(({ job }) => job.id);
        if (!known.includes(id)) {
          throw new Error(`No replication job ${id}: ${known.join(', ')}`);
        }
        const since = cluster.clock.seconds();
        hosts.replication.set(id, { since, ...(error && { error }) });
      },
    }),
  ];
}
