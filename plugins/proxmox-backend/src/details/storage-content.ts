import type { StorageContent } from '@reverb256/backstage-plugin-proxmox-common';
import type { StorageContentRow } from '@reverb256/backstage-plugin-proxmox-node';
import { instant, words } from './instant';

/** What a volume is where the answer does not say: by its path, or by what it is made of. */
function contentOf({ volid, format, content }: StorageContentRow): string {
  if (content) return content;
  const [, folder] =
    /^[^:]+:(iso|vztmpl|backup|snippets|import)\//.exec(volid) ?? [];
  if (folder) return folder;
  return format === 'subvol' ? 'rootdir' : 'images';
}

/** What is on a storage, the largest first. */
export function toStorageContent(
  rows: readonly StorageContentRow[],
): StorageContent {
  return {
    volumes: rows
      .map(row => ({
        volume: row.volid,
        content: contentOf(row),
        format: words(row.format),
        // 0 stands for no guest.
        vmid: row.vmid ? String(row.vmid) : undefined,
        sizeBytes: row.size,
        createdAt: instant(row.ctime),
        notes: words(row.notes),
        protected: row.protected ?? false,
      }))
      .sort((a, b) => (b.sizeBytes ?? -1) - (a.sizeBytes ?? -1)),
  };
}
