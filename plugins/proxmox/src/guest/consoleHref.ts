/** A guest, as its console is asked for. */
interface ConsoleOf {
  type: 'qemu' | 'lxc';
  vmid: string;
  name?: string;
  node: string;
}

/**
 * The page of Proxmox's own web interface that shows the console of a guest: noVNC of a VM, xterm.js of a container. It
 * asks for a sign-in to Proxmox where there is none.
 *
 * @param webUrl - where the cluster's web interface is; only http and https lead anywhere
 */
export function consoleHref(
  webUrl: string | undefined,
  guest: ConsoleOf,
): string | undefined {
  const base = webUrl && URL.canParse(webUrl) ? new URL(webUrl) : undefined;
  if (!base || !/^https?:$/.test(base.protocol)) return undefined;
  const viewer =
    guest.type === 'qemu'
      ? { console: 'kvm', novnc: '1' }
      : { console: 'lxc', xtermjs: '1' };
  base.search = new URLSearchParams({
    ...viewer,
    vmid: guest.vmid,
    ...(guest.name ? { vmname: guest.name } : {}),
    node: guest.node,
    ...(guest.type === 'qemu' ? { resize: 'off' } : {}),
  }).toString();
  return base.href;
}
