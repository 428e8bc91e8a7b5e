import type { ProxmoxGuest } from './inventory';

/** The `spec.type` of the entity of a guest. @public */
export const guestEntityTypes: Readonly<Record<ProxmoxGuest['type'], string>> =
  {
    qemu: 'proxmox-vm',
    lxc: 'proxmox-container',
  };

/** The catalog takes no longer tag. */
const TAG_LENGTH = 63;

/**
 * Tags of Proxmox as the catalog takes them: Proxmox allows more (capitals, `_`, `.`). Several may become one, and one of
 * which nothing is left is left out.
 *
 * @public
 */
export function catalogTags(tags: readonly string[]): string[] {
  const written = tags.map(tag =>
    tag
      .toLowerCase()
      .replace(/[^a-z0-9:+#-]/g, '-')
      .replace(/-{2,}/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, TAG_LENGTH),
  );
  return [...new Set(written.filter(tag => tag !== ''))];
}
