import {
  formatBytes,
  type ActionField,
  type ActionForm,
  type ActionOption,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  ProxmoxInventory,
  ProxmoxNode,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { GuestRow } from './guestRows';

const byName = new Intl.Collator('en', { numeric: true }).compare;

/** What a node has to give, as far as it is known. */
function describeNode({ memory, haState }: ProxmoxNode): string {
  const free = memory
    ? `${formatBytes(memory.totalBytes - memory.usedBytes)} of ${formatBytes(
        memory.totalBytes,
      )} memory free`
    : 'free memory unknown';
  return haState === 'maintenance' ? `in maintenance, ${free}` : free;
}

/** The nodes that a guest can be moved to: those that are online. */
export function targetOptions(
  inventory: ProxmoxInventory | undefined,
  except?: string,
): ActionOption[] {
  return Object.values(inventory?.nodes ?? {})
    .filter(node => node.status === 'online' && node.name !== except)
    .sort((a, b) => byName(a.name, b.name))
    .map(node => ({
      value: node.name,
      label: node.name,
      description: describeNode(node),
    }));
}

/** The field for where to move one or more guests. */
export function targetField(
  inventory: ProxmoxInventory | undefined,
  except?: string,
): ActionField {
  const options = targetOptions(inventory, except);
  return {
    name: 'target',
    label: 'Target node',
    type: 'choice',
    isRequired: true,
    options,
    description:
      options.length === 0
        ? 'No other node of this cluster is known to be online.'
        : undefined,
  };
}

export const localDisksField: ActionField = {
  name: 'withLocalDisks',
  label: 'Copy disks on local storages too',
  type: 'boolean',
};

/** Storages of a node that can hold a guest's disks. */
function storageOptions(
  inventory: ProxmoxInventory | undefined,
  node: string,
  content: string,
): ActionOption[] {
  return Object.values(inventory?.storages ?? {})
    .filter(
      storage =>
        storage.node === node &&
        storage.status === 'available' &&
        storage.content.includes(content),
    )
    .sort((a, b) => byName(a.storage, b.storage))
    .map(({ storage, use }) => ({
      value: storage,
      label: storage,
      description: use && `${formatBytes(use.totalBytes - use.usedBytes)} free`,
    }));
}

/** Whether the HA manager does what is asked: it decides how long, and cannot be told a storage. */
const isHaManaged = ({ haState }: GuestRow['guest']) =>
  haState !== undefined && haState !== 'ignored';

/** Where a guest goes, and what goes with it. */
export function migrateForm(
  { guest }: GuestRow,
  inventory: ProxmoxInventory | undefined,
): ActionForm {
  const content = guest.type === 'qemu' ? 'images' : 'rootdir';
  const target = targetField(inventory, guest.node);
  return values => [
    target,
    localDisksField,
    ...(!isHaManaged(guest) &&
    values.withLocalDisks === true &&
    typeof values.target === 'string'
      ? [
          {
            name: 'targetStorage',
            label: 'Storage for them there',
            description: 'The one of the same name, if none is chosen.',
            type: 'choice',
            options: storageOptions(inventory, values.target, content),
          } as const,
        ]
      : []),
  ];
}

/** What Proxmox VE takes for the name of a snapshot. */
const SNAPSHOT_NAME = /^[a-z][\w-]{1,39}$/i;

/** What a snapshot is called, and whether the memory is in it. */
export function snapshotForm({ guest }: GuestRow): ActionForm {
  const fields: ActionField[] = [
    {
      name: 'name',
      label: 'Name',
      type: 'text',
      isRequired: true,
      problemOf: name => {
        if (name.toLowerCase() === 'current') {
          return 'This is what Proxmox VE calls the present.';
        }
        return SNAPSHOT_NAME.test(name)
          ? undefined
          : 'A letter, then 1 to 39 letters, digits, “_” or “-”.';
      },
    },
    { name: 'description', label: 'Description', type: 'text' },
    ...(guest.type === 'qemu' && guest.status === 'running'
      ? [
          {
            name: 'withMemory',
            label: 'With the memory, so that it runs on from there',
            type: 'boolean',
          } as const,
        ]
      : []),
  ];
  return () => fields;
}

/** How long a guest is given to shut down; what the backend allows, and takes where nothing is said. */
export const shutdownForm: ActionForm = () => [
  {
    name: 'timeout',
    label: 'Seconds to shut down in',
    description: 'From 60 to 3600; 180, if nothing is given.',
    type: 'number',
    minimum: 60,
    maximum: 3_600,
  },
];

const NO_FIELDS: ActionForm = () => [];

/** As `shutdownForm`; of what HA manages, the HA manager decides how long. */
export const shutdownFormOf = ({ guest }: GuestRow): ActionForm =>
  isHaManaged(guest) ? NO_FIELDS : shutdownForm;

/** Whether the memory is written to disk. */
export const suspendForm: ActionForm = () => [
  {
    name: 'toDisk',
    label: 'Write its memory to disk, and free what it uses',
    type: 'boolean',
  },
];

/** What Proxmox VE takes for a tag. */
const TAG = /^[a-z0-9_][a-z0-9_\-+.]*$/i;

/** Which tags come, and which go. */
export function tagForm({ guest }: GuestRow): ActionForm {
  return values => {
    const removed = Array.isArray(values.remove) ? values.remove : [];
    return [
      {
        name: 'add',
        label: 'Tags to add',
        type: 'words',
        // Changing nothing is no change.
        isRequired: removed.length === 0,
        problemOf: tags => {
          const wrong = tags.find(tag => !TAG.test(tag));
          return wrong === undefined
            ? undefined
            : `“${wrong}” is no tag: letters, digits, “_”, “-”, “+” and “.” are.`;
        },
      },
      ...(guest.tags.length > 0
        ? [
            {
              name: 'remove',
              label: 'Tags to remove',
              type: 'choices',
              options: guest.tags.map(tag => ({ value: tag, label: tag })),
            } as const,
          ]
        : []),
    ];
  };
}
