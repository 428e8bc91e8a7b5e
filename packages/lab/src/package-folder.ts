import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// What clients import of this package runs as an ES module in Node and as
// CommonJS under Jest, so there is neither import.meta nor a certain __dirname:
// the package finds itself by its name.
const resolver =
  typeof require === 'function'
    ? require
    : createRequire(process.argv[1] ?? join(process.cwd(), 'index.js'));

/** Where this package lies. */
export const packageFolder: string = dirname(
  resolver.resolve('lab/package.json'),
);
