import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_PROXMOX_CLUSTER,
  ANNOTATION_PROXMOX_GUEST,
  ANNOTATION_PROXMOX_NODE,
  ANNOTATION_PROXMOX_POOL,
  catalogTags,
  guestEntityTypes,
  type ProxmoxGuest,
  type ProxmoxInventory,
  type ProxmoxNode,
} from '@reverb256/backstage-plugin-proxmox-common';
import { componentsOf, ownerOf } from './rules';
import type { ProviderSettings } from './settings';

/** The catalog takes no longer name (catalog-model, KubernetesValidatorFunctions). */
const NAME_LENGTH = 63;

/**
 * A name that the catalog takes and that stays: of a guest the cluster and the id, since names of guests change and need
 * not be unique.
 */
export function entityName(...parts: string[]): string {
  const whole = parts.join('-');
  const name = whole.replace(/[^A-Za-z0-9._-]/g, '-');
  if (name === whole && name.length <= NAME_LENGTH) return name;
  // Two that differ only in what is replaced or cut off must not become one.
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${name.slice(0, NAME_LENGTH - 9)}-${digest}`;
}

interface Cluster {
  /** In the configuration of the Proxmox plugin. */
  name: string;
  title: string;
  entityRef?: string;
}

function resource(
  name: string,
  location: string,
  settings: ProviderSettings,
  rest: {
    metadata: Partial<Entity['metadata']>;
    spec: Record<string, string | string[]>;
  },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      ...rest.metadata,
      name,
      namespace: settings.namespace,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        ...rest.metadata.annotations,
      },
    },
    spec: {
      ...rest.spec,
      ...(settings.system && { system: settings.system }),
    },
  };
}

const nodeName = (cluster: Cluster, node: string) =>
  entityName(cluster.name, 'node', node);

function nodeEntity(
  node: ProxmoxNode,
  cluster: Cluster,
  settings: ProviderSettings,
): Entity {
  return resource(
    nodeName(cluster, node.name),
    `proxmox:${cluster.name}/node/${node.name}`,
    settings,
    {
      metadata: {
        title: node.name,
        description: `Node ${node.name} of the Proxmox VE cluster ${cluster.title}`,
        annotations: {
          [ANNOTATION_PROXMOX_CLUSTER]: cluster.name,
          [ANNOTATION_PROXMOX_NODE]: node.name,
        },
      },
      spec: {
        type: 'proxmox-node',
        owner: settings.defaultOwner,
        ...(cluster.entityRef && { dependencyOf: [cluster.entityRef] }),
      },
    },
  );
}

const guestWords = { qemu: 'Virtual machine', lxc: 'Container' } as const;

function guestEntity(
  guest: ProxmoxGuest,
  cluster: Cluster,
  settings: ProviderSettings,
): Entity {
  const components = componentsOf(guest, cluster.name, settings);
  const node = stringifyEntityRef({
    kind: 'resource',
    namespace: settings.namespace,
    name: nodeName(cluster, guest.node),
  });
  return resource(
    entityName(cluster.name, 'guest', guest.vmid),
    `proxmox:${cluster.name}/${guest.id}`,
    settings,
    {
      metadata: {
        title: guest.name ?? guest.vmid,
        description: `${guestWords[guest.type]} ${guest.vmid}${
          guest.template ? ', a template,' : ''
        } of the Proxmox VE cluster ${cluster.title}`,
        tags: catalogTags(guest.tags),
        annotations: {
          [ANNOTATION_PROXMOX_CLUSTER]: cluster.name,
          [ANNOTATION_PROXMOX_GUEST]: guest.id,
          // Tags, pool and cluster are what an access policy may limit somebody by.
          ...(guest.pool && { [ANNOTATION_PROXMOX_POOL]: guest.pool }),
        },
      },
      spec: {
        type: guestEntityTypes[guest.type],
        owner: ownerOf(guest, cluster.name, settings),
        dependsOn: [node],
        ...(components.length > 0 && { dependencyOf: components }),
      },
    },
  );
}

/**
 * The entities of a cluster, by entity ref: nothing in them changes with load, age or power, so that a cluster that only
 * works changes nothing in the catalog. Pure.
 */
export function entitiesOf(
  inventory: ProxmoxInventory,
  cluster: Cluster,
  settings: ProviderSettings,
): Map<string, Entity> {
  const entities = [
    ...Object.values(inventory.nodes).map(node =>
      nodeEntity(node, cluster, settings),
    ),
    ...Object.values(inventory.guests)
      .filter(guest => settings.templates || !guest.template)
      .map(guest => guestEntity(guest, cluster, settings)),
  ];
  return new Map(
    entities.map(entity => [stringifyEntityRef(entity), entity] as const),
  );
}
