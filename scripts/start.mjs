// `npm start`: the whole portal on its lab, from nothing. `yarn start`: the
// Backstage CLI's development servers on a lab. One script serves both, since both run
// the "start" of the root package.json.
import { requireNode20 } from './lib/node-version.mjs';

requireNode20(process.versions.node);

// Imported only now: an older Node would fail on their syntax, with a message
// that helps nobody.
const { underYarn } = await import('./lib/hand-on.mjs');
const args = process.argv.slice(2);

if (underYarn(process.env)) {
  const { startDevelopment } = await import('./lib/development.mjs');
  process.exit(await startDevelopment(args));
} else {
  const { startPortal } = await import('./lib/start-portal.mjs');
  process.exit(await startPortal(args));
}
