import type { Roles } from './privileges.ts';

/** One line of user.cfg: `who` is a user, or a token as `user!name`. */
export interface AclEntry {
  path: string;
  who: string;
  role: string;
  propagate: boolean;
}

/** What the permission checks have to know of the rest of user.cfg. */
export interface AclContext {
  isPrivsep(token: string): boolean | undefined;
  /** Members of pools, as ACL paths: /vms/100, /storage/ceph-vm. */
  poolMembers(): { poolid: string; paths: string[] }[];
}

/** Privilege to whether it propagates, as GET /access/permissions shows it. */
export type Permissions = Map<string, boolean>;

/** Who may do what where, as pve-access-control's RPCEnvironment.pm computes it. */
export class Acl {
  private entries: AclEntry[] = [];
  private readonly roles: Map<string, string[]>;
  private readonly privileges: readonly string[];
  private readonly context: AclContext;
  private cache = new Map<string, Permissions>();
  private poolPaths: Map<string, string[]> | undefined;
  /** Changes when any permission may have. */
  version = 0;

  constructor(context: AclContext, { predefined, all }: Roles) {
    this.context = context;
    this.roles = new Map(predefined);
    this.privileges = all;
  }

  changed(): void {
    this.cache = new Map();
    this.poolPaths = undefined;
    this.version += 1;
  }

  addRole(role: string, privileges: string[]): void {
    const unknown = privileges.find(name => !this.privileges.includes(name));
    if (unknown) throw new Error(`invalid privilege '${unknown}'`);
    this.roles.set(role, privileges);
    this.changed();
  }

  grant(entry: AclEntry): void {
    if (!this.roles.has(entry.role)) {
      throw new Error(`role '${entry.role}' does not exist`);
    }
    this.entries.push(entry);
    this.changed();
  }

  revokeAll(who: string): void {
    this.entries = this.entries.filter(entry => entry.who !== who);
    this.changed();
  }

  clear(): void {
    this.entries = [];
    this.changed();
  }

  /** Paths that an entry names. */
  paths(): string[] {
    return [...new Set(this.entries.map(entry => entry.path))];
  }

  permissions(who: string, path: string): Permissions {
    if (who === 'root@pam') {
      return new Map(this.privileges.map(privilege => [privilege, true]));
    }
    const key = `${who} ${path}`;
    let permissions = this.cache.get(key);
    if (!permissions) {
      permissions = this.compile(who, path);
      this.cache.set(key, permissions);
    }
    return permissions;
  }

  has(who: string, path: string, privilege: string): boolean {
    return this.permissions(who, path).has(privilege);
  }

  hasAny(who: string, path: string, privileges: string[]): boolean {
    const permissions = this.permissions(who, path);
    return privileges.some(privilege => permissions.has(privilege));
  }

  private compile(who: string, path: string): Permissions {
    const bang = who.indexOf('!');
    if (bang < 0) return this.privilegesOf(this.rolesAt(who, path));
    const user = who.slice(0, bang);
    const privsep = this.context.isPrivsep(who);
    if (privsep === undefined) return new Map();
    const own = this.permissions(user, path);
    if (!privsep) return own;
    const token = this.privilegesOf(this.rolesAt(who, path));
    // root@pam's token is limited by its own privileges alone.
    const both: Permissions = new Map();
    for (const [privilege, propagate] of token) {
      const ofUser = own.get(privilege);
      if (ofUser !== undefined) both.set(privilege, ofUser && propagate);
    }
    return both;
  }

  private privilegesOf(roles: Map<string, boolean>): Permissions {
    const privileges: Permissions = new Map();
    for (const [role, propagate] of roles) {
      for (const privilege of this.roles.get(role) ?? []) {
        privileges.set(privilege, privileges.get(privilege) || propagate);
      }
    }
    return privileges;
  }

  /** Roles at a path: the deepest entry overrides, NoAccess trumps, pools add. */
  private rolesAt(who: string, path: string): Map<string, boolean> {
    let roles = this.rolesAlong(who, path);
    if (roles.has('NoAccess')) return new Map([['NoAccess', false]]);
    const pools = this.poolsOf(path);
    if (pools.length === 0) return roles;
    roles = new Map(roles);
    for (const poolid of pools) {
      const fromPool = this.rolesAlong(who, `/pool/${poolid}`);
      if (fromPool.has('NoAccess')) return new Map([['NoAccess', false]]);
      for (const role of fromPool.keys()) {
        if (!roles.has(role)) roles.set(role, false);
      }
    }
    return roles;
  }

  private rolesAlong(who: string, path: string): Map<string, boolean> {
    let roles = new Map<string, boolean>();
    const parts = path.split('/').filter(Boolean);
    for (let depth = 0; depth <= parts.length; depth += 1) {
      const at = `/${parts.slice(0, depth).join('/')}`;
      const final = depth === parts.length;
      const here = this.entries.filter(
        entry =>
          entry.who === who && entry.path === at && (final || entry.propagate),
      );
      if (here.length > 0) {
        roles = new Map(here.map(entry => [entry.role, entry.propagate]));
      }
    }
    return roles;
  }

  private poolsOf(path: string): string[] {
    if (!this.poolPaths) {
      this.poolPaths = new Map();
      for (const { poolid, paths } of this.context.poolMembers()) {
        for (const member of paths) {
          const pools = this.poolPaths.get(member) ?? [];
          this.poolPaths.set(member, [...pools, poolid]);
        }
      }
    }
    return this.poolPaths.get(path) ?? [];
  }
}
