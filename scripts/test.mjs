// `npm test`: everything that a change must pass. `yarn test`: Jest through the
// Backstage CLI, as in any Backstage repository.
import { requireNode20 } from './lib/node-version.mjs';

requireNode20(process.versions.node);

const { handOn, underYarn } = await import('./lib/hand-on.mjs');
const args = process.argv.slice(2);

if (underYarn(process.env)) {
  process.exit(await handOn(['repo', 'test', ...args]));
} else {
  const { runChecks } = await import('./lib/run-checks.mjs');
  process.exit(await runChecks(args));
}
