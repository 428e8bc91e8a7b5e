import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the configuration of a portal on a lab is made from. */
export interface LabConfigOptions {
  /** The content of lab.json. */
  lab: unknown;
  /** The checkout. */
  root: string;
  /** The folder of the SQLite files. */
  database: string;
  port: number;
  /** The plugins that machine tokens may reach. */
  plugins: string[];
  docs: { site: string };
}

/**
 * The configuration that `npm start` gives a portal on its lab.
 *
 * @returns JSON, which is YAML
 */
export function labConfigText(options: LabConfigOptions): string {
  const module = pathToFileURL(
    join(options.root, 'scripts/lib/lab-config.mjs'),
  );
  // In a process of its own: it is an ES module, which Jest does not load.
  return execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { readFileSync } from 'node:fs';
       import { labConfig } from ${JSON.stringify(module.href)};
       console.log(JSON.stringify(labConfig(JSON.parse(readFileSync(0, 'utf8')))));`,
    ],
    {
      input: JSON.stringify(options),
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
}
