/*
 * Writes contract/pve-<version>.json: of the official API schemas, the endpoints
 * that the lab serves or the portal uses, without their prose. Run it after
 * adding an endpoint to contract/endpoints.json:
 *
 *   node packages/lab/scripts/extract-contract.ts [folder of the official ones]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { extractContract } from '../src/contract-extract.ts';

const VERSIONS = ['8.4.5', '9.2.3'];
const contracts = resolve(import.meta.dirname, '../contract');
const officials = resolve(
  process.argv[2] ?? resolve(contracts, '../../../../shared/contracts'),
);
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const wanted: string[] = read(resolve(contracts, 'endpoints.json'));

const found = new Set<string>();
for (const version of VERSIONS) {
  const name = `pve-${version}.json`;
  const extract = extractContract(
    read(resolve(officials, name)),
    wanted,
    version,
  );
  extract.endpoints.forEach(({ method, path }) =>
    found.add(`${method} ${path}`),
  );
  const target = resolve(contracts, name);
  writeFileSync(target, `${JSON.stringify(extract, null, 2)}\n`);
  process.stdout.write(`${extract.endpoints.length} endpoints in ${target}\n`);
}
const unknown = wanted.filter(name => !found.has(name));
if (unknown.length > 0) {
  throw new Error(`No official schema has ${unknown.join(', ')}`);
}
