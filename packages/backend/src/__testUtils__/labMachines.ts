import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonArray, JsonObject } from '@backstage/types';

/** Asked in a process of its own, since it is an ES module. */
const SCRIPT = `
  import { accessOf, TOKEN_PLUGINS } from ${JSON.stringify(
    pathToFileURL(resolve(__dirname, '../../../../scripts/lib/lab-config.mjs'))
      .href,
  )};
  const roles = process.argv.slice(1);
  process.stdout.write(
    JSON.stringify(roles.map(role => accessOf(role, TOKEN_PLUGINS))),
  );
`;

/** A token for a machine of each role, limited as those of the lab are. */
export function createMachines(roles: readonly string[]) {
  const access = JSON.parse(
    execFileSync(
      process.execPath,
      ['--input-type=module', '--eval', SCRIPT, '--', ...roles],
      { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
    ),
  ) as JsonArray[];
  const machines = roles.map((role, index) => ({
    role,
    token: randomBytes(24).toString('base64url'),
    accessRestrictions: access[index],
  }));
  return {
    tokens: Object.fromEntries(machines.map(m => [m.role, m.token])),
    externalAccess: machines.map(
      ({ role, token, accessRestrictions }): JsonObject => ({
        type: 'static',
        options: { token, subject: `machine-${role}` },
        accessRestrictions,
      }),
    ),
  };
}
