import type { TemplateActionDefinition } from '@reverb256/backstage-plugin-infra-node';
import { z } from 'zod';

/*
 * The inputs and the descriptions are the same as those of the proxmox plugin, which parses what is sent again; a test of
 * the portal compares them.
 */

const guestTarget = {
  cluster: z.string().describe('The name of the cluster in the configuration'),
  guest: z
    .string()
    .regex(/^(qemu|lxc)\/[1-9][0-9]*$/)
    .describe(
      'The id of the guest: qemu/100 for a virtual machine, lxc/200 for a container',
    ),
};

const snapshotName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{1,39}$/);

/** A step as it stands in a template. */
const exampleOf = (action: string, more: readonly string[] = []) =>
  [
    'steps:',
    `  - id: ${action}`,
    `    action: proxmox:${action}`,
    '    input:',
    '      cluster: home',
    '      guest: qemu/100',
    ...more.map(line => `      ${line}`),
  ].join('\n');

/** Every action on guests that destroys something. */
export const definitions: readonly TemplateActionDefinition[] = [
  {
    pluginId: 'proxmox',
    action: 'stop-guest',
    description:
      'Switches a virtual machine or container of a Proxmox VE cluster off at once: what it had not written is lost',
    input: z.strictObject(guestTarget),
    examples: [
      {
        description: 'Switch a virtual machine off',
        example: exampleOf('stop-guest'),
      },
    ],
  },
  {
    pluginId: 'proxmox',
    action: 'rollback-guest',
    description:
      'Takes a virtual machine or container of a Proxmox VE cluster back to a snapshot: what was written since is lost',
    input: z.strictObject({
      ...guestTarget,
      snapshot: snapshotName.describe('The name of the snapshot to go back to'),
      start: z
        .boolean()
        .default(false)
        .describe('Whether the guest is started afterwards'),
    }),
    examples: [
      {
        description: 'Take a virtual machine back, and start it',
        example: exampleOf('rollback-guest', [
          'snapshot: before-update',
          'start: true',
        ]),
      },
    ],
  },
  {
    pluginId: 'proxmox',
    action: 'delete-snapshot',
    description:
      'Deletes a snapshot of a virtual machine or container of a Proxmox VE cluster; the guest stays as it is',
    input: z.strictObject({
      ...guestTarget,
      snapshot: snapshotName.describe('The name of the snapshot to delete'),
    }),
    examples: [
      {
        description: 'Delete a snapshot that is not needed any more',
        example: exampleOf('delete-snapshot', ['snapshot: before-update']),
      },
    ],
  },
];
