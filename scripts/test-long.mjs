// `yarn test:long`: harnesses that take longer than a change should wait for.
import { requireNode20 } from './lib/node-version.mjs';

requireNode20(process.versions.node);

const { runHarnesses } = await import('./lib/run-harnesses.mjs');
process.exit(await runHarnesses('long', process.argv.slice(2)));
