import { randomBytes, randomUUID } from 'node:crypto';
import type { LabClock } from '../clock.ts';
import type { Pve } from '../contract.ts';
import { Acl } from './acl.ts';
import type { Inventory } from './model.ts';
import { rolesOf } from './privileges.ts';
import {
  INSPECTOR,
  OPERATOR,
  POWER,
  READER,
  READER_WITHOUT_SYS,
  TOKENS,
  USERS,
} from './seed-users.ts';

export interface Token {
  secret: string;
  privsep: boolean;
  /** Lab seconds; 0 never. */
  expire: number;
}

export interface User {
  enable: boolean;
  expire: number;
  password?: string;
  tokens: Map<string, Token>;
}

/** What is made once for a home and kept: see state.ts. */
export interface ProxmoxSecrets {
  passwords: Record<string, string>;
  tokens: Record<string, string>;
  /** Signs tickets and CSRF tokens, as the cluster's authkey does. */
  authkey?: string;
}

export function splitTokenId(id: string): { user: string; name: string } {
  // pve-access-control AccessControl.pm token_full_regex.
  const match =
    /^([^\s:/]+@[A-Za-z][A-Za-z0-9.\-_]+)!([A-Za-z][A-Za-z0-9.\-_]+)$/.exec(id);
  if (!match) {
    throw new Error(
      `'${id}' is not a valid token ID - not able to split into user and token parts`,
    );
  }
  return { user: match[1], name: match[2] };
}

/** user.cfg, shadow.cfg and token.cfg. */
export class UserConfig {
  readonly users = new Map<string, User>();
  readonly acl: Acl;
  private readonly removed = new Map<string, Token>();
  private readonly secrets: ProxmoxSecrets;
  private readonly clock: LabClock;
  private readonly pve: Pve;

  constructor(
    secrets: ProxmoxSecrets,
    clock: LabClock,
    inventory: Inventory,
    pve: Pve,
  ) {
    this.secrets = secrets;
    this.clock = clock;
    this.pve = pve;
    this.acl = new Acl(
      {
        isPrivsep: id => this.token(id)?.privsep,
        poolMembers: () =>
          inventory.pools.map(pool => ({
            poolid: pool.poolid,
            paths: [
              ...inventory.guests
                .filter(guest => guest.pool === pool.poolid)
                .map(guest => `/vms/${guest.vmid}`),
              ...pool.storages.map(storage => `/storage/${storage}`),
            ],
          })),
      },
      rolesOf(pve),
    );
    this.reset();
  }

  reset(): void {
    this.users.clear();
    this.removed.clear();
    this.acl.clear();
    this.acl.addRole('CtrlReader', READER);
    this.acl.addRole('CtrlInspector', INSPECTOR[this.pve]);
    this.acl.addRole('CtrlOperator', OPERATOR);
    this.acl.addRole('CtrlPower', POWER);
    this.acl.addRole('CtrlReaderNoSys', READER_WITHOUT_SYS);
    for (const { name, enable, acl } of USERS) {
      this.secrets.passwords[name] ??= randomBytes(12).toString('base64url');
      this.users.set(name, {
        enable,
        expire: 0,
        password: this.secrets.passwords[name],
        tokens: new Map(),
      });
      acl.forEach(entry =>
        this.acl.grant({ ...entry, who: name, propagate: true }),
      );
    }
    for (const { id, privsep, acl, expired } of TOKENS) {
      this.addToken(id, { privsep });
      acl.forEach(entry =>
        this.acl.grant({ ...entry, who: id, propagate: true }),
      );
      const token = this.token(id);
      if (token && expired) token.expire = this.clock.seconds() - 86_400;
    }
  }

  token(id: string): Token | undefined {
    const { user, name } = splitTokenId(id);
    return this.users.get(user)?.tokens.get(name);
  }

  /** A token that was there before gets its secret back. */
  addToken(
    id: string,
    options: { privsep?: boolean; secret?: string } = {},
  ): string {
    const { user, name } = splitTokenId(id);
    const owner = this.users.get(user);
    if (!owner) throw new Error(`no such user ('${user}')`);
    const secret = options.secret ?? this.secrets.tokens[id] ?? randomUUID();
    this.secrets.tokens[id] = secret;
    owner.tokens.set(name, {
      secret,
      privsep: options.privsep ?? true,
      expire: 0,
    });
    this.acl.changed();
    return secret;
  }

  /** What was granted to it is kept for restoreToken. */
  removeToken(id: string): void {
    this.removed.set(id, this.existing(id));
    const { user, name } = splitTokenId(id);
    this.users.get(user)?.tokens.delete(name);
    this.acl.changed();
  }

  restoreToken(id: string): string {
    const token = this.removed.get(id) ?? this.existing(id);
    return this.addToken(id, token);
  }

  expireToken(id: string): void {
    this.existing(id).expire = this.clock.seconds() - 1;
  }

  private existing(id: string): Token {
    const token = this.token(id);
    if (token) return token;
    const { user, name } = splitTokenId(id);
    throw new Error(`no such token '${name}' for user '${user}'`);
  }

  /** Replaces everything granted to a user or token by a role of its own. */
  setPrivileges(
    who: string,
    grant: { path: string; privileges: string[]; propagate: boolean },
  ): void {
    const role = `lab-${who.replace(/[^A-Za-z0-9]/g, '-')}`;
    this.acl.addRole(role, grant.privileges);
    this.acl.revokeAll(who);
    const { path, propagate } = grant;
    this.acl.grant({ path, who, role, propagate });
  }

  /** What lab.json says of users and tokens. */
  describe(): {
    users: { name: string; password: string }[];
    tokens: { id: string; secret: string; may: string }[];
  } {
    return {
      users: USERS.map(({ name }) => ({
        name,
        password: this.secrets.passwords[name],
      })),
      tokens: TOKENS.map(({ id, may }) => ({
        id,
        secret: this.secrets.tokens[id],
        may,
      })),
    };
  }
}
