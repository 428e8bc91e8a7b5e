import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The portal's own secrets, made once: sessions survive a restart.
 *
 * @param {string} path
 * @returns {{ session: string }}
 */
export function ensureSecrets(path) {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      JSON.stringify({ session: randomBytes(32).toString('base64') }),
      { mode: 0o600 },
    );
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}
