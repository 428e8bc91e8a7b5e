import { ConfigReader } from '@backstage/config';
import type { JsonArray, JsonObject } from '@backstage/types';
import { requireLimitedMachineTokens } from './machineTokens';

const check = (...restrictions: (JsonArray | undefined)[]) =>
  requireLimitedMachineTokens(
    new ConfigReader({
      backend: {
        auth: {
          externalAccess: restrictions.map(
            (accessRestrictions): JsonObject => ({
              type: 'static',
              options: { token: 'only for this test', subject: 'machine' },
              ...(accessRestrictions && { accessRestrictions }),
            }),
          ),
        },
      },
    }),
  );

it('takes none, and those that are limited to plugins', () => {
  expect(() => requireLimitedMachineTokens(new ConfigReader({}))).not.toThrow();
  expect(() =>
    check([{ plugin: 'proxmox' }], [{ plugin: 'catalog' }]),
  ).not.toThrow();
});

it.each([
  ['no limit', undefined, /externalAccess\[1\].*may do everything everywhere/],
  ['an empty list', [], /externalAccess\[1\].*may do everything everywhere/],
  [
    'tools of assistants',
    [{ plugin: 'proxmox' }, { plugin: 'mcp-actions' }],
    /externalAccess\[1\].*reaches mcp-actions/,
  ],
])('stops the start for one with %s', (_, restrictions, message) => {
  expect(() => check([{ plugin: 'proxmox' }], restrictions)).toThrow(message);
});
