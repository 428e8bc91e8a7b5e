import {
  createPermissionRule,
  createPermissionResourceRef,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_PROXMOX_GUEST,
  type ProxmoxGuest,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';

/** A guest and the cluster that it is in: what a permission rule decides about. @public */
export interface GuestResource {
  /** The name of the cluster in the configuration. */
  source: string;
  guest: ProxmoxGuest;
}

/** @public */
export const guestResourceRef = createPermissionResourceRef<
  GuestResource,
  // Conditions are applied to guests in memory, never turned into a query.
  never
>().with({
  pluginId: 'proxmox',
  resourceType: RESOURCE_TYPE_PROXMOX_GUEST,
});

const toQuery = (): never => {
  throw new Error('Guests are filtered in memory, not by a query');
};

const isInPool = createPermissionRule({
  name: 'IS_IN_POOL',
  description: 'Allow guests that are in one of the resource pools',
  resourceRef: guestResourceRef,
  paramsSchema: z.object({ pools: z.array(z.string()).min(1) }),
  apply: ({ guest }, { pools }) =>
    guest.pool !== undefined && pools.includes(guest.pool),
  toQuery,
});

const hasTag = createPermissionRule({
  name: 'HAS_TAG',
  description: 'Allow guests that carry at least one of the tags',
  resourceRef: guestResourceRef,
  paramsSchema: z.object({ tags: z.array(z.string()).min(1) }),
  apply: ({ guest }, { tags }) => guest.tags.some(tag => tags.includes(tag)),
  toQuery,
});

const isInCluster = createPermissionRule({
  name: 'IS_IN_CLUSTER',
  description: 'Allow guests of one of the clusters, by their configured names',
  resourceRef: guestResourceRef,
  paramsSchema: z.object({ clusters: z.array(z.string()).min(1) }),
  apply: ({ source }, { clusters }) => clusters.includes(source),
  toQuery,
});

/** By which an access policy can limit somebody to some of the guests. @public */
export const guestRules = [isInPool, hasTag, isInCluster];
