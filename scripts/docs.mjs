// `yarn docs`: builds the documents for a release, and says where they are.
import { join } from 'node:path';
import { ensureDocsBuilt } from './lib/docs.mjs';
import { layoutOf } from './lib/paths.mjs';
import { Processes } from './lib/processes.mjs';

const processes = new Processes();
process.once('exit', () => processes.kill());
const { site, problem } = await ensureDocsBuilt(
  { node: process.execPath },
  processes,
  { env: process.env, log: join(layoutOf().log, 'documents.log') },
);
if (problem) {
  console.error(`${problem.message}\n${problem.todo}`);
  process.exitCode = 1;
} else {
  console.log(site);
}
