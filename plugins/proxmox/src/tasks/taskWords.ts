/** What each type of task does, in words that its id can follow. */
const words: Readonly<Record<string, string>> = {
  // Virtual machines
  qmclone: 'Clone VM',
  qmconfig: 'Configure VM',
  qmcreate: 'Create VM',
  qmdelsnapshot: 'Delete a snapshot of VM',
  qmdestroy: 'Destroy VM',
  qmigrate: 'Migrate VM',
  qmmove: 'Move a disk of VM',
  qmpause: 'Pause VM',
  qmreboot: 'Reboot VM',
  qmreset: 'Reset VM',
  qmrestore: 'Restore VM',
  qmresume: 'Resume VM',
  qmrollback: 'Roll back VM',
  qmshutdown: 'Shut down VM',
  qmsnapshot: 'Take a snapshot of VM',
  qmstart: 'Start VM',
  qmstop: 'Stop VM',
  qmsuspend: 'Suspend VM',
  qmtemplate: 'Turn into a template: VM',
  // Containers
  move_volume: 'Move a volume of CT',
  pull_file: 'Pull a file from CT',
  push_file: 'Push a file to CT',
  vzclone: 'Clone CT',
  vzcreate: 'Create CT',
  vzdelsnapshot: 'Delete a snapshot of CT',
  vzdestroy: 'Destroy CT',
  vzmigrate: 'Migrate CT',
  vzmount: 'Mount CT',
  vzreboot: 'Reboot CT',
  vzrestore: 'Restore CT',
  vzresume: 'Resume CT',
  vzrollback: 'Roll back CT',
  vzshutdown: 'Shut down CT',
  vzsnapshot: 'Take a snapshot of CT',
  vzstart: 'Start CT',
  vzstop: 'Stop CT',
  vzsuspend: 'Suspend CT',
  vztemplate: 'Turn into a template: CT',
  vzumount: 'Unmount CT',
  // Either
  'pbs-download': 'Download files from a backup of guest',
  resize: 'Resize a disk of guest',
  spiceproxy: 'Open a SPICE console of guest',
  vncproxy: 'Open a console of guest',
  vzdump: 'Back up guest',
  // The HA manager
  hamigrate: 'Ask HA to migrate guest',
  hashutdown: 'Ask HA to shut down guest',
  hastart: 'Ask HA to start guest',
  hastop: 'Ask HA to stop guest',
  // Many at a time
  'bulk-migrate': 'Migrate many guests',
  'bulk-shutdown': 'Shut down many guests',
  'bulk-start': 'Start many guests',
  'bulk-suspend': 'Suspend many guests',
  migrateall: 'Migrate all guests of the node',
  startall: 'Start the guests of the node',
  stopall: 'Shut down the guests of the node',
  suspendall: 'Suspend the guests of the node',
  // Nodes and the cluster
  aptupdate: 'Refresh the package lists',
  clustercreate: 'Create the cluster',
  clusterjoin: 'Join the cluster',
  reloadnetworkall: 'Reload the network configuration of all nodes',
  spiceshell: 'Open a SPICE shell',
  srvreload: 'Reload service',
  srvrestart: 'Restart service',
  srvstart: 'Start service',
  srvstop: 'Stop service',
  termproxy: 'Open a terminal',
  vncshell: 'Open a shell',
  // Storage
  dircreate: 'Create directory storage',
  dirremove: 'Remove directory storage',
  diskinit: 'Initialise disk',
  download: 'Download file',
  imgcopy: 'Copy volume',
  imgdel: 'Delete volume',
  lvmcreate: 'Create volume group',
  lvmremove: 'Remove volume group',
  lvmthincreate: 'Create thin pool',
  lvmthinremove: 'Remove thin pool',
  prunebackups: 'Prune backups on storage',
  unknownimgdel: 'Delete a volume of an unknown guest',
  wipedisk: 'Wipe disk',
  zfscreate: 'Create ZFS pool',
  zfsremove: 'Remove ZFS pool',
  // Ceph
  cephcreatemds: 'Create Ceph metadata server',
  cephcreatemgr: 'Create Ceph manager',
  cephcreatemon: 'Create Ceph monitor',
  cephcreateosd: 'Create Ceph OSD',
  cephcreatepool: 'Create Ceph pool',
  cephdestroyfs: 'Destroy CephFS',
  cephdestroymds: 'Destroy Ceph metadata server',
  cephdestroymgr: 'Destroy Ceph manager',
  cephdestroymon: 'Destroy Ceph monitor',
  cephdestroyosd: 'Destroy Ceph OSD',
  cephdestroypool: 'Destroy Ceph pool',
  cephfscreate: 'Create CephFS',
  cephsetflags: 'Change the flags of Ceph',
  cephsetpool: 'Change Ceph pool',
  // Certificates and sign-in
  acmedeactivate: 'Deactivate ACME account',
  acmenewcert: 'Order a certificate for the node',
  acmerefresh: 'Refresh ACME account',
  acmeregister: 'Register ACME account',
  acmerenew: 'Renew the certificate of the node',
  acmerevoke: 'Revoke the certificate of the node',
  acmeupdate: 'Update ACME account',
  'auth-realm-sync': 'Synchronise realm',
  'auth-realm-sync-test': 'Try to synchronise realm',
};

/** The types of task that have words, by these words. */
export const taskTypeOptions: readonly { value: string; label: string }[] =
  Object.entries(words)
    .map(([value, label]) => ({ value, label: `${label} (${value})` }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));

/**
 * What a task does, in words: `Start VM 100`. Of a type that nobody has put into words yet, Proxmox's own word and its
 * id.
 */
export function taskTitle({ type, id }: { type: string; id?: string }): string {
  // A job backs up guests by its own task, without an id, and by one for each of them in older versions.
  if (type === 'vzdump' && !id) return 'Run a backup job';
  const word = Object.hasOwn(words, type) ? words[type] : type;
  return [word, id].filter(Boolean).join(' ');
}
