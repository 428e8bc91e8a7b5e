/** Set, and nobody's business, even where Proxmox answers only asterisks. */
const NOT_SHOWN = 'not shown';

/** Options whose values are never told, and that are told of elsewhere: of a password only that there is one. */
const SECRET = new Set(['cipassword']);

/** Options of which the values may be secrets, and only the names are told: a container's environment. */
const NAMES_ONLY = new Set(['env']);

/**
 * Options whose values hold no secret (qemu-server, QemuServer.pm; pve-container, LXC/Config.pm). What is not in here is
 * only said to be set: `args`, `smbios1`, `hookscript` and `entrypoint` hold whatever somebody wrote into them, and of
 * what a later version brings nobody knows.
 */
const SHOWN = new Set([
  ...['name', 'hostname', 'description', 'tags', 'sockets', 'cores', 'cpu'],
  ...['cpulimit', 'cpuunits', 'vcpus', 'memory', 'balloon', 'shares', 'swap'],
  ...['machine', 'bios', 'ostype', 'arch', 'unprivileged', 'features', 'boot'],
  ...['bootdisk', 'onboot', 'startup', 'protection', 'agent', 'lock'],
  ...['template', 'ciuser', 'cicustom', 'citype', 'ciupgrade', 'nameserver'],
  ...['searchdomain', 'acpi', 'affinity', 'allow-ksm', 'amd-sev', 'autostart'],
  ...['cdrom', 'cmode', 'console', 'debug', 'freeze', 'hotplug', 'hugepages'],
  ...['intel-tdx', 'ivshmem', 'keephugepages', 'keyboard', 'kvm', 'localtime'],
  ...['meta', 'migrate_downtime', 'migrate_speed', 'numa', 'reboot', 'rng0'],
  ...['scsihw', 'spice_enhancements', 'startdate', 'tablet', 'tdf'],
  ...['timezone', 'tty', 'vga', 'vmgenid', 'watchdog', 'parent', 'snaptime'],
]);

/** The same, of what there may be several of. */
const SHOWN_NUMBERED =
  /^(audio|dev|efidisk|hostpci|ide|ipconfig|mp|net|numa|parallel|sata|scsi|serial|tpmstate|unused|usb|virtio|virtiofs)\d+$|^rootfs$/;

/** Whether an option is told of elsewhere, and its value nowhere. */
export const isSecret = (key: string): boolean => SECRET.has(key);

/** What may be told of an option's value. */
export function shownValue(
  key: string,
  value: string | undefined,
): string | undefined {
  if (value === undefined) return undefined;
  if (NAMES_ONLY.has(key)) {
    // Separated by NUL.
    return value
      .split('\0')
      .map(each => each.split('=')[0])
      .join(', ');
  }
  if (key === 'sshkeys') return `${countKeys(value)} keys`;
  return SHOWN.has(key) || SHOWN_NUMBERED.test(key) ? value : NOT_SHOWN;
}

/** How many SSH keys there are; Proxmox answers them escaped as in a URL. */
export function countKeys(sshkeys: string | undefined): number {
  if (!sshkeys) return 0;
  let text = sshkeys;
  try {
    text = decodeURIComponent(sshkeys);
  } catch {
    // Not escaped after all: it is counted as it is.
  }
  return text.split('\n').filter(line => /^\s*[^#\s]/.test(line)).length;
}
