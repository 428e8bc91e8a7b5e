import { ConfigSources } from '@backstage/config-loader';
import { toError } from '@backstage/errors';
import { verifyTrails } from './audit/verifyTrails';

/* eslint-disable no-console -- a command: what it prints is its answer */

/**
 * Verifies the audit trails of a portal, also of one that does not run: `yarn workspace backend audit:verify`, with the
 * `--config` arguments with which the portal is started. Ends with 0 when all are whole and unchanged, else with 1.
 */
async function main(): Promise<boolean> {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({ argv: process.argv, watch: false }),
  );
  try {
    return await verifyTrails(config, line => console.log(line));
  } finally {
    config.close();
  }
}

main().then(
  ok => {
    process.exitCode = ok ? 0 : 1;
  },
  error => {
    console.error(toError(error).message);
    process.exitCode = 1;
  },
);
