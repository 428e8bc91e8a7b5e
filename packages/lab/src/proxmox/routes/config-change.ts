import { isTrue, type Context, type Routes } from '../context.ts';
import { ApiError, died, parameterError, permissionError } from '../errors.ts';
import {
  changeConfig,
  configDigest,
  configOf,
  type GuestOptions,
} from '../guest-config.ts';
import type { GuestConfig, GuestType } from '../model.ts';
import { checkUnlocked, configLock } from '../snapshotting/steps.ts';
import { assertTags, uniqueTags } from '../tags.ts';
import { findGuest } from './guests.ts';

/** Options that the lab changes, and what that takes beside what the method demands. */
const PRIVILEGES: Record<GuestType, Record<string, string>> = {
  qemu: {
    description: 'VM.Config.Options',
    name: 'VM.Config.Options',
    onboot: 'VM.Config.Options',
    protection: 'VM.Config.Options',
    tags: 'VM.Config.Options',
  },
  lxc: {
    description: 'VM.Config.Options',
    hostname: 'VM.Config.Network',
    onboot: 'VM.Config.Options',
    protection: 'VM.Config.Options',
    tags: 'VM.Config.Options',
  },
};

/** What is not about an option. */
const OTHERS = [
  'node',
  'vmid',
  'digest',
  'delete',
  'revert',
  'skiplock',
  'background_delay',
];

interface Change {
  set: GuestOptions;
  remove: string[];
}

function changeOf({ parameters }: Context, type: GuestType): Change {
  const given = Object.entries(parameters).filter(
    ([name]) => !OTHERS.includes(name),
  );
  const remove = (parameters.delete ?? '').split(/[,;\s]+/).filter(Boolean);
  if (given.length === 0 && remove.length === 0 && !parameters.revert) {
    throw died('no options specified');
  }
  const both = remove.find(name => name in parameters);
  if (both) {
    throw parameterError({
      delete: `you can't use '-${both}' and -delete ${both}' at the same time`,
    });
  }
  const foreign = [...given.map(([name]) => name), ...remove].find(
    name => !(name in PRIVILEGES[type]),
  );
  if (foreign || parameters.revert) {
    throw new ApiError(
      501,
      `The lab does not change '${foreign ?? 'revert'}'\n`,
    );
  }
  const valueOf = (name: string, value: string) => {
    if (name === 'tags') return uniqueTags(value);
    if (name === 'onboot' || name === 'protection')
      return isTrue(value) ? 1 : 0;
    return value;
  };
  return {
    set: Object.fromEntries(
      given.map(([name, value]) => [name, valueOf(name, value)]),
    ),
    remove,
  };
}

function checkPrivileges(
  { cluster, users, userid, parameters }: Context,
  guest: GuestConfig,
  { set, remove }: Change,
): void {
  const path = `/vms/${parameters.vmid}`;
  for (const name of [...remove, ...Object.keys(set)]) {
    const privilege = PRIVILEGES[guest.type][name];
    if (!users.acl.has(userid, path, privilege)) {
      throw permissionError(`${path}, ${privilege}`);
    }
    if (name !== 'tags') continue;
    const tags = set.tags === undefined ? '' : String(set.tags);
    assertTags(cluster, users.acl, userid, guest.tags, tags);
  }
}

function checkDigest(
  { cluster, parameters }: Context,
  guest: GuestConfig,
): void {
  const { digest } = parameters;
  if (!digest || digest === configDigest(cluster, guest)) return;
  throw died(
    guest.type === 'qemu'
      ? 'checksum mismatch (file change by other user?)'
      : 'detected modified configuration - file changed by other user? Try again.',
  );
}

/** In effect at once, since none of these options waits for a start. */
function apply({ cluster }: Context, guest: GuestConfig, change: Change): void {
  const config = configOf(cluster.seed, guest);
  cluster.snapshots.keep(guest);
  changeConfig(
    guest,
    change.set,
    change.remove.filter(name => name in config),
  );
  cluster.machines.changed(guest);
}

function update(context: Context, type: GuestType): null {
  const { cluster, parameters } = context;
  const change = changeOf(context, type);
  const guest = findGuest(context, type);
  checkPrivileges(context, guest, change);
  checkUnlocked(guest);
  checkDigest(context, guest);
  cluster.machines.assertFree(configLock(type, Number(parameters.vmid)));
  apply(context, guest, change);
  return null;
}

/** POST, which does the same in a task. */
function updateLater(context: Context): string {
  const { cluster, parameters, userid, local } = context;
  const change = changeOf(context, 'qemu');
  const guest = findGuest(context, 'qemu');
  checkPrivileges(context, guest, change);
  checkDigest(context, guest);
  checkUnlocked(guest);
  const { vmid } = parameters;
  const text = Object.entries({
    ...change.set,
    ...(parameters.delete && { delete: parameters.delete }),
  })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `-${name} ${value}`);
  return cluster.tasks.fork(local, {
    type: 'qmconfig',
    id: vmid,
    user: userid,
    steps: log =>
      cluster.machines.withLock(
        configLock('qemu', Number(vmid)),
        log,
        function* locked() {
          checkUnlocked(guest);
          log(`update VM ${vmid}: ${text.join(' ')}`);
          yield 0;
          apply(context, guest, change);
        },
      ),
  });
}

/** qemu-server API2/Qemu.pm update_vm_api and pve-container API2/LXC/Config.pm update_vm. */
export const configChangeRoutes: Routes = {
  'PUT /nodes/{node}/qemu/{vmid}/config': context => update(context, 'qemu'),
  'POST /nodes/{node}/qemu/{vmid}/config': updateLater,
  'PUT /nodes/{node}/lxc/{vmid}/config': context => update(context, 'lxc'),
};
