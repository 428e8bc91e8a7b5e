// Builds the documents with Backstage's own generator and publisher, as
// TechDocs itself would, and leaves them where its backend serves them from.
// Run by scripts/lib/docs.mjs, with the `mkdocs` of the virtual environment
// first in PATH.
//
//   node generate.mjs CHECKOUT WORK SITE
//
// WORK is a folder for intermediate files; SITE appears whole or not at all.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [checkout, work, site] = process.argv.slice(2);
// Backstage publishes CommonJS, with names that `import` does not find.
const require = createRequire(join(checkout, 'package.json'));
const { ConfigReader } = require('@backstage/config');
const {
  Publisher,
  TechdocsGenerator,
} = require('@backstage/plugin-techdocs-node');

/** The catalog entity that the documents belong to: see catalog/portal.yaml. */
const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { namespace: 'default', name: 'control-center' },
};

const source = join(work, 'source');
const output = join(work, 'output');
const draft = join(work, 'site');
const logger = {
  debug() {},
  info: console.log,
  warn: console.warn,
  error: console.error,
  child: () => logger,
};
const config = new ConfigReader({
  techdocs: {
    generator: { runIn: 'local', mkdocs: { disableExternalFonts: true } },
    publisher: { type: 'local', local: { publishDirectory: draft } },
  },
});

rmSync(work, { recursive: true, force: true });
mkdirSync(source, { recursive: true });
// The generator rewrites mkdocs.yml: it gets a copy.
for (const name of ['mkdocs.yml', 'docs']) {
  cpSync(join(checkout, name), join(source, name), { recursive: true });
}
await TechdocsGenerator.fromConfig(config, { logger }).run({
  inputDir: source,
  outputDir: output,
  logger,
  logStream: process.stdout,
});
const publisher = await Publisher.fromConfig(config, {
  logger,
  // Only asked for the address that is returned to whoever publishes.
  discovery: { getBaseUrl: async pluginId => `/api/${pluginId}` },
});
await publisher.publish({ entity, directory: output });

const old = join(work, 'old');
if (existsSync(site)) {
  renameSync(site, old);
}
renameSync(draft, site);
rmSync(work, { recursive: true, force: true });
