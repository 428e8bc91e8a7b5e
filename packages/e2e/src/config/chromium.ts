import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

const isExecutable = (path: string) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The machine's own browser: what Playwright would download is not always to be had. */
function findChromium(): string {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = [
    process.env.CHROMIUM_PATH,
    ...names.flatMap(name => folders.map(folder => join(folder, name))),
  ].find(path => path && isExecutable(path));
  if (!found) {
    throw new Error(
      `No Chromium: neither CHROMIUM_PATH nor ${names.join(
        ', ',
      )} in PATH. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.`,
    );
  }
  return found;
}

/** Playwright's options for the machine's Chromium. */
export const chromium = () => ({
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: findChromium(),
    args: [
      // Chromium's sandbox does not start for root, which CI often is.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
});
