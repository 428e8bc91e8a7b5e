/*
 * Writes contract/pve-9.2.3.json: of the official API schema, the endpoints
 * that the lab serves or the portal uses, without its prose. Run it after
 * adding an endpoint to contract/endpoints.json:
 *
 *   node packages/lab/scripts/extract-contract.ts [official.json]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { extractContract } from '../src/contract-extract.ts';

const here = import.meta.dirname;
const official = resolve(
  process.argv[2] ??
    resolve(here, '../../../../shared/contracts/pve-9.2.3.json'),
);
const endpoints = JSON.parse(
  readFileSync(resolve(here, '../contract/endpoints.json'), 'utf8'),
);
const extract = extractContract(
  JSON.parse(readFileSync(official, 'utf8')),
  endpoints,
);
const target = resolve(here, '../contract/pve-9.2.3.json');
writeFileSync(target, `${JSON.stringify(extract, null, 2)}\n`);
process.stdout.write(`${extract.endpoints.length} endpoints in ${target}\n`);
