import { createHash } from 'node:crypto';

/** pvecfg.pm version_info. The commit is made up, of the length that releases have. */
export function versionInfo(release: string): {
  version: string;
  release: string;
  repoid: string;
} {
  return {
    version: release,
    release: release.split('.').slice(0, 2).join('.'),
    repoid: createHash('sha1').update(release).digest('hex').slice(0, 16),
  };
}
