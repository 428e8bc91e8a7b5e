// `yarn bench`: measurements of the whole portal.
import { requireNode20 } from './lib/node-version.mjs';

requireNode20(process.versions.node);

const { runHarnesses } = await import('./lib/run-harnesses.mjs');
process.exit(await runHarnesses('bench', process.argv.slice(2)));
