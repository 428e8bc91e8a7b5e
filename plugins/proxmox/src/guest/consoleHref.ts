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
  const { type, vmid, name, node } = guest;
  const query = new URLSearchParams(
    type === 'qemu'
      ? { console: 'kvm', novnc: '1' }
      : { console: 'lxc', xtermjs: '1' },
  );
  query.set('vmid', vmid);
  if (name) query.set('vmname', name);
  query.set('node', node);
  if (type === 'qemu') query.set('resize', 'off');
  base.search = query.toString();
  return base.href;
}
