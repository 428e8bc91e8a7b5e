import { startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import scaffolderModuleProxmox from './index';

const actions: TemplateAction[] = [];

beforeAll(async () => {
  await startTestBackend({
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        { addActions: (...added) => void actions.push(...added) },
      ],
    ],
    features: [scaffolderModuleProxmox],
  });
});

it('adds the steps that destroy, each with a rehearsal', () => {
  expect(actions.map(({ id, supportsDryRun }) => [id, supportsDryRun])).toEqual(
    [
      ['proxmox:stop-guest', true],
      ['proxmox:rollback-guest', true],
      ['proxmox:delete-snapshot', true],
    ],
  );
});

it('takes what the actions of the plugin take, and nothing else', () => {
  const inputs = Object.fromEntries(
    actions.map(({ id, schema }) => [id, schema?.input]),
  );
  expect(inputs['proxmox:rollback-guest']).toMatchObject({
    type: 'object',
    required: ['cluster', 'guest', 'snapshot'],
    additionalProperties: false,
    properties: {
      guest: { pattern: '^(qemu|lxc)\\/[1-9][0-9]*$' },
      start: { type: 'boolean', default: false },
    },
  });
  expect(inputs['proxmox:stop-guest']).not.toHaveProperty(
    'properties.snapshot',
  );
});

it.each(['stop-guest', 'rollback-guest', 'delete-snapshot'])(
  'shows how %s stands in a template',
  name => {
    const action = actions.find(({ id }) => id === `proxmox:${name}`);
    expect(action?.examples?.[0].example).toContain(`action: proxmox:${name}`);
  },
);
