import type { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
import { readInfraSettings } from '@reverb256/backstage-plugin-infra-backend';
import { DatabaseAuditTrail } from '@reverb256/backstage-plugin-infra-node';
import type { Knex } from 'knex';
import { readOnlyDatabases } from './readOnlyDatabases';

/** The plugin that keeps what belongs to no single family. */
const INFRA = 'infra';

type Databases = ReturnType<typeof readOnlyDatabases>;

/** What there is to say of a plugin's trail; no problem when it is whole. */
interface Report {
  checked: number;
  problems: string[];
}

const NO_TRAIL =
  'There is no audit trail (no table infra_audit). If the portal has run with this database, the trail was removed.';

async function verifyTrail(
  databases: Databases,
  pluginId: string,
): Promise<Report> {
  let knex: Knex | undefined;
  try {
    const database = databases.forPlugin(pluginId);
    knex = await database.getClient();
    if (!(await knex.schema.hasTable('infra_audit'))) {
      return { checked: 0, problems: [NO_TRAIL] };
    }
    const trail = await DatabaseAuditTrail.create({ database, pluginId });
    const { checked, problems } = await trail.verify();
    return {
      checked,
      problems: problems.map(({ seq, problem }) => `record ${seq}: ${problem}`),
    };
  } catch (error) {
    return {
      checked: 0,
      problems: [`It cannot be read: ${toError(error).message}`],
    };
  } finally {
    await knex?.destroy();
  }
}

/**
 * Verifies the audit trail of every plugin in its own database, without a running portal.
 *
 * @param print - is given one line for each plugin, and one for each problem
 * @returns whether all of them are whole and unchanged
 */
export async function verifyTrails(
  config: Config,
  print: (line: string) => void,
): Promise<boolean> {
  const databases = readOnlyDatabases(config);
  try {
    let allOk = true;
    for (const pluginId of [INFRA, ...readInfraSettings(config).plugins]) {
      const { checked, problems } = await verifyTrail(databases, pluginId);
      const isOk = problems.length === 0;
      print(`${pluginId}: checked ${checked}, ${isOk ? 'ok' : 'not ok'}`);
      problems.forEach(problem => print(`  ${problem}`));
      allOk &&= isOk;
    }
    return allOk;
  } finally {
    await databases.close();
  }
}
