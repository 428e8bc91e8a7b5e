import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from './folders';

/** Why this machine could not build the documents, if so: what the launcher told the portal. */
export function docsProblem(): { message: string } | undefined {
  const config = JSON.parse(
    readFileSync(join(homeFolder, 'app-config.lab.yaml'), 'utf8'),
  ) as { infra: { docs?: { problem?: { message: string } } } };
  return config.infra.docs?.problem;
}
