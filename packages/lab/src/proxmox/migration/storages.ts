import type { Cluster } from '../cluster.ts';
import { died, parameterError } from '../errors.ts';
import type { StorageConfig } from '../model.ts';

/** pve-storage Storage.pm storage_check_enabled: that it exists, and is configured for a node. */
export function enabledStorage(
  { inventory }: Cluster,
  name: string,
  node: string,
): StorageConfig {
  const found = inventory.storages.find(({ storage }) => storage === name);
  if (!found) throw died(`storage '${name}' does not exist`);
  if (found.nodes && !found.nodes.includes(node)) {
    throw died(`storage '${name}' is not available on node '${node}'`);
  }
  return found;
}

/** What the `targetstorage` of a migration says: where volumes of each local storage go. */
export interface StorageMap {
  /** `1`: every storage to the one of its name. */
  identity: boolean;
  default?: string;
  entries: Record<string, string>;
}

/** pve-common JSONSchema.pm parse_idmap. */
export function parseStorageMap(name: string, text: string): StorageMap {
  const map: StorageMap = { identity: false, entries: {} };
  const failed = (reason: string) =>
    parameterError({ [name]: `failed to parse storage map: ${reason}\n` });
  for (const entry of text.split(/[,;\s]+/).filter(Boolean)) {
    if (entry === '1') {
      map.identity = true;
      continue;
    }
    const [source, target, ...more] = entry.split(':');
    if (more.length > 0) throw failed(`entry '${entry}' is not a valid map`);
    if (target === undefined) {
      if (map.default)
        throw failed('default target ID can only be provided once');
      map.default = source;
    } else if (source in map.entries) {
      throw failed(`duplicate mapping for source '${source}'`);
    } else {
      map.entries[source] = target;
    }
  }
  if (map.identity && (map.default || Object.keys(map.entries).length > 0)) {
    throw failed('identity mapping cannot be combined with other mappings');
  }
  return map;
}

/** JSONSchema.pm map_id. */
export function mapStorage(
  map: StorageMap | undefined,
  source: string,
): string {
  if (!map || map.identity) return source;
  return map.entries[source] ?? map.default ?? source;
}
