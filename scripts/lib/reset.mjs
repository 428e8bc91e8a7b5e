import { rmSync } from 'node:fs';

/**
 * Forgets what the lab and the portal have stored. Only what these scripts and
 * the lab are known to make: `--home` may name a folder that holds other things.
 *
 * @param {ReturnType<import('./paths.mjs').layoutOf>} layout
 */
export function reset(layout) {
  for (const path of [
    layout.database,
    layout.lab,
    layout.labFile,
    layout.log,
    layout.config,
  ]) {
    rmSync(path, { recursive: true, force: true });
  }
}
