/** A privilege that something needs. */
export interface Need {
  /** One of these is enough. */
  anyOf: readonly string[];
  /** With all that is below it. */
  path: string;
  /** On one guest or pool at least is enough to be of use: whoever set up the portal may have limited it to some. */
  orBelow?: boolean;
}

/** Something that the plugin shows or does. */
export interface Feature {
  feature: string;
  title: string;
  /** Which of the tokens it works with. */
  token: 'read' | 'operate';
  needs: readonly Need[];
  /** Without it the portal shows too little to be relied on: that it is missing is a finding. */
  essential?: boolean;
  /** What else the privileges permit, where that is much more than what they are needed for. */
  risk?: string;
}

const need = (path: string, ...anyOf: string[]): Need => ({ anyOf, path });

/** On guests: some of them are enough. */
const onGuests = (...anyOf: string[]): Need => ({
  anyOf,
  path: '/vms',
  orBelow: true,
});

/**
 * Everything, with the privileges that the official schema names for what is asked (pve-manager API2, `permissions`).
 *
 * @param major - of the version of Proxmox VE: 9 split VM.Monitor
 */
export const featuresOf = (major: number): readonly Feature[] => [
  {
    feature: 'cluster',
    title: 'Cluster, quorum and HA state',
    token: 'read',
    needs: [need('/', 'Sys.Audit')],
    essential: true,
  },
  {
    feature: 'nodes',
    title: 'Nodes: load, charts, disks, services',
    token: 'read',
    needs: [need('/nodes', 'Sys.Audit')],
    essential: true,
  },
  {
    feature: 'guests',
    title: 'Guests: state, charts, configuration, snapshots',
    token: 'read',
    needs: [need('/vms', 'VM.Audit')],
    essential: true,
  },
  {
    feature: 'storages',
    title: 'Storages: use, history, images and templates',
    token: 'read',
    needs: [need('/storage', 'Datastore.Audit')],
    essential: true,
  },
  {
    feature: 'pools',
    title: 'Pools of guests',
    token: 'read',
    needs: [need('/pool', 'Pool.Audit')],
    essential: true,
  },
  {
    feature: 'tasks',
    title: 'Tasks of everybody, and their logs',
    token: 'read',
    needs: [need('/nodes', 'Sys.Audit')],
  },
  {
    feature: 'guest-agent',
    title: 'Addresses and file systems from inside virtual machines',
    token: 'read',
    needs: [
      major >= 9
        ? need('/vms', 'VM.GuestAgent.Audit', 'VM.GuestAgent.Unrestricted')
        : need('/vms', 'VM.Monitor'),
    ],
    risk:
      major >= 9
        ? 'VM.GuestAgent.Unrestricted is enough too, and also permits to run commands inside guests: prefer VM.GuestAgent.Audit.'
        : 'On Proxmox VE 8 VM.Monitor also permits to run commands inside guests through the agent.',
  },
  {
    // The content of storages is filtered volume by volume (pve-storage, Storage.pm check_volume_access).
    feature: 'backups',
    title: 'Backups of guests',
    token: 'read',
    needs: [
      need('/storage', 'Datastore.AllocateSpace', 'Datastore.Allocate'),
      onGuests('VM.Backup'),
    ],
    risk: 'VM.Backup also permits to make backups, and Datastore.AllocateSpace to fill storages. Without them Proxmox VE lists no backups to the portal, which then says so.',
  },
  {
    feature: 'storage-disks',
    title: 'Disks of guests in the content of storages',
    token: 'read',
    needs: [onGuests('VM.Config.Disk')],
    risk: 'VM.Config.Disk also permits to add, change and remove disks of guests.',
  },
  {
    feature: 'updates',
    title: 'Pending updates of nodes',
    token: 'read',
    needs: [need('/nodes', 'Sys.Modify')],
    risk: 'Sys.Modify also permits to change the network, the services and the time of nodes. Leave it out unless the list of updates is worth that.',
  },
  {
    feature: 'operate',
    title: 'To see what was changed through its end',
    token: 'operate',
    needs: [need('/', 'Sys.Audit'), onGuests('VM.Audit')],
    essential: true,
  },
  {
    feature: 'power',
    title: 'Start, shut down, reboot, suspend, resume, stop',
    token: 'operate',
    needs: [onGuests('VM.PowerMgmt')],
    essential: true,
  },
  {
    feature: 'migrate',
    title: 'Migrate',
    token: 'operate',
    needs: [onGuests('VM.Migrate')],
  },
  {
    feature: 'migrate-local-disks',
    title: 'Migrate with local disks',
    token: 'operate',
    needs: [
      onGuests('VM.Migrate'),
      need('/storage', 'Datastore.AllocateSpace', 'Datastore.Allocate'),
    ],
  },
  {
    feature: 'snapshot',
    title: 'Take and delete snapshots',
    token: 'operate',
    needs: [onGuests('VM.Snapshot')],
  },
  {
    feature: 'rollback',
    title: 'Roll back to a snapshot',
    token: 'operate',
    needs: [onGuests('VM.Snapshot', 'VM.Snapshot.Rollback')],
  },
  {
    feature: 'tag',
    title: 'Change tags',
    token: 'operate',
    needs: [onGuests('VM.Config.Options')],
  },
  {
    feature: 'suspend-to-disk',
    title: 'Suspend to disk',
    token: 'operate',
    needs: [
      onGuests('VM.PowerMgmt'),
      onGuests('VM.Config.Disk'),
      need('/storage', 'Datastore.AllocateSpace', 'Datastore.Allocate'),
    ],
  },
  {
    feature: 'stop-task',
    title: 'Stop tasks that the portal did not begin',
    token: 'operate',
    needs: [need('/nodes', 'Sys.Modify')],
    risk: 'Sys.Modify also permits to change the network, the services and the time of nodes. Without it the portal stops only tasks that it began itself.',
  },
];
