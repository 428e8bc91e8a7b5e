import { encodePath } from '@reverb256/backstage-plugin-infra-node';

const ROOT = '/api2/json';

/**
 * The path of a call, encoded, from what the typed proxy of `proxmox-api` makes of it. The proxy fills values in with
 * only their slashes escaped, and says in the template, with `*`, which segments are values: those are taken back and
 * encoded whole. A value with a slash is refused with an `InputError`, as is `..`.
 */
export function encodeProxyPath(path: string, template: string): string {
  const segments = path.split('/');
  return template
    .split('/')
    .map((constant, index) =>
      constant === '*'
        ? encodePath`${segments[index].replaceAll('%2F', '/')}`
        : constant,
    )
    .join('/');
}

/** A path as people know it: without `/api2/json`. */
export function shortPath(path: string): string {
  return path.startsWith(ROOT) ? path.slice(ROOT.length) : path;
}
