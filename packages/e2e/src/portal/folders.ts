import { join, resolve } from 'node:path';

/** The checkout. */
// eslint-disable-next-line no-restricted-syntax -- this package is never built
export const root = resolve(__dirname, '../../../..');

/** Where the sources of these tests are. */
export const sources = join(root, 'packages', 'e2e', 'src');

/** Where a run keeps its portal and all that it saw; emptied when one begins. Two runs at once need two. */
export const runFolder = resolve(
  process.env.E2E_FOLDER ?? join(root, '.ctrl', 'e2e'),
);

/** The home of the portal under test: its lab, databases, logs and toolchain. */
export const homeFolder = join(runFolder, 'home', '.ctrl');

/** Where a run keeps what `kind` of recorder saw. */
export const recordFolder = (kind: string) => join(runFolder, kind);
