import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { LabClock } from '../clock.ts';
import { ApiError } from './errors.ts';
import { splitTokenId, type ProxmoxSecrets, type UserConfig } from './users.ts';

// pve-access-control AccessControl.pm.
const TICKET_LIFETIME = 2 * 3600;
const GRACE_PERIOD = 5 * 60;

/** Who asks, as the method sees it: a user, or a token as `user!name`; nobody where none is needed. */
export interface Caller {
  userid?: string;
  byToken: boolean;
}

interface Credentials {
  cookie?: string;
  authorization?: string;
  csrfToken?: string;
}

/** pve-http-server Formatter.pm extract_auth_value. */
function authValue(
  header: string | undefined,
  key: string,
): string | undefined {
  const value = header?.match(new RegExp(`(?:^|\\s)${key}(?:=| )([^;]*)`))?.[1];
  if (!value) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** From this release on a refused login no longer says why (pve-manager's changelog, 9.1.5). */
export function hidesReasons(release: string): boolean {
  const [major, minor, patch = 0] = release.split('.').map(Number);
  return major * 1e6 + minor * 1e3 + patch >= 9_001_005;
}

/** Tickets and tokens: pve-manager HTTPServer.pm auth_handler and what it calls. */
export class Authenticator {
  private readonly key: string;
  private readonly users: UserConfig;
  private readonly clock: LabClock;
  private readonly release: () => string;

  constructor(
    secrets: ProxmoxSecrets,
    users: UserConfig,
    clock: LabClock,
    release: () => string,
  ) {
    secrets.authkey ??= randomBytes(32).toString('hex');
    this.key = secrets.authkey;
    this.users = users;
    this.clock = clock;
    this.release = release;
  }

  /** Throws what a refused request is answered with. */
  authenticate(method: string, path: string, credentials: Credentials): Caller {
    // A cookie wins over the token; a ticket may also come in Authorization.
    const ticket =
      authValue(credentials.cookie, 'PVEAuthCookie') ??
      authValue(credentials.authorization, 'PVEAuthCookie');
    const token = ticket
      ? undefined
      : authValue(credentials.authorization, 'PVEAPIToken');
    if (path === '/access/ticket' && (method === 'GET' || method === 'POST')) {
      return { byToken: token !== undefined };
    }
    if (token !== undefined) {
      return {
        userid: this.refusedAs(() => this.verifyToken(token)),
        byToken: true,
      };
    }
    if (!ticket) throw new ApiError(401, 'No ticket\n');
    const userid = this.refusedAs(() => {
      const name = this.verifyTicket(ticket);
      if (!name) {
        throw new ApiError(401, 'permission denied - invalid PVE ticket\n');
      }
      this.checkUserEnabled(name);
      return name;
    });
    if (method !== 'GET' && !this.verifyCsrf(userid, credentials.csrfToken)) {
      throw new ApiError(401, 'Permission denied - invalid csrf token\n');
    }
    return { userid, byToken: false };
  }

  private refusedAs<T>(check: () => T): T {
    try {
      return check();
    } catch (error) {
      if (hidesReasons(this.release())) {
        throw new ApiError(401, 'Authentication failed!\n');
      }
      throw new ApiError(401, `${(error as Error).message.trimEnd()}\n`);
    }
  }

  private verifyToken(value: string): string {
    const match = /^(.*)=(.*)$/.exec(value);
    if (!match) throw new Error('no tokenid specified');
    const [, id, secret] = match;
    const { user, name } = splitTokenId(id);
    this.checkUserEnabled(user);
    const token = this.users.token(id);
    if (!token) throw new Error(`no such token '${name}' for user '${user}'`);
    if (token.expire && token.expire < this.clock.seconds()) {
      throw new Error(`token '${name}' access expired`);
    }
    if (token.secret !== secret) throw new Error('invalid token value!');
    return id;
  }

  private checkUserEnabled(name: string): void {
    const user = this.users.users.get(name);
    if (!user) throw new Error(`no such user ('${name}')`);
    if (!user.enable) throw new Error(`user '${name}' is disabled`);
    if (user.expire && user.expire < this.clock.seconds()) {
      throw new Error(`user '${name}' access expired`);
    }
  }

  private sign(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64');
  }

  private isSigned(text: string, signature: string): boolean {
    const expected = Buffer.from(this.sign(text));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  private isOfAge(hexTime: string): boolean {
    const age = this.clock.seconds() - parseInt(hexTime, 16);
    return age > -GRACE_PERIOD && age < TICKET_LIFETIME;
  }

  private stamp(): string {
    return this.clock.seconds().toString(16).toUpperCase().padStart(8, '0');
  }

  /** The user that a ticket speaks for; undefined where it is false or too old. */
  private verifyTicket(ticket: string): string | undefined {
    const match = /^(PVE:(\S+):([A-F0-9]{8}))::(\S+)$/.exec(ticket);
    if (!match) return undefined;
    const [, text, name, time, signature] = match;
    return this.isSigned(text, signature) && this.isOfAge(time)
      ? name
      : undefined;
  }

  private verifyCsrf(userid: string, token: string | undefined): boolean {
    const match = /^([A-F0-9]{8}):(\S+)$/.exec(token ?? '');
    if (!match) return false;
    const [, time, signature] = match;
    return (
      this.isSigned(`csrf:${time}:${userid}`, signature) && this.isOfAge(time)
    );
  }

  /** POST /access/ticket. A ticket serves as the password, root@pam's for anybody. */
  login(
    name: string,
    password: string,
  ): { username: string; ticket: string; CSRFPreventionToken: string } {
    try {
      this.checkUserEnabled(name);
      const ticketUser = this.verifyTicket(password);
      const byTicket = ticketUser === name || ticketUser === 'root@pam';
      if (!byTicket && this.users.users.get(name)?.password !== password) {
        throw new Error('invalid credentials');
      }
    } catch {
      // Without a reason in any release, against guessing of names.
      throw new ApiError(401, 'authentication failure\n');
    }
    const time = this.stamp();
    const text = `PVE:${name}:${time}`;
    return {
      username: name,
      ticket: `${text}::${this.sign(text)}`,
      CSRFPreventionToken: `${time}:${this.sign(`csrf:${time}:${name}`)}`,
    };
  }
}
