import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from 'oidc-provider';

/** Somebody who can sign in to the lab. */
export interface LabUser {
  /** The sign-in name, and the subject that the provider reports. */
  name: string;
  password: string;
  /** admin, operator or viewer: decides the `groups` claim. */
  role: string;
  /** `<name>@lab.reverb256.ca` unless given. */
  email?: string;
  /** Whether the provider vouches for the address. True unless given. */
  emailVerified?: boolean;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

function capitalize(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The people of the lab, as an OpenID provider sees them. */
export class AccountDirectory {
  readonly #users: ReadonlyMap<string, LabUser>;

  private constructor(users: ReadonlyMap<string, LabUser>) {
    this.#users = users;
  }

  static create(users: readonly LabUser[]): AccountDirectory {
    return new AccountDirectory(new Map(users.map(user => [user.name, user])));
  }

  /** The account id of whoever has this name and password, if anybody does. */
  authenticate(name: string, password: string): string | undefined {
    const user = this.#users.get(name.trim().toLowerCase());
    // An unknown name is compared as well, so that the time taken does not tell which names exist.
    const matches = timingSafeEqual(
      digest(password),
      digest(user?.password ?? ''),
    );
    return user && matches ? user.name : undefined;
  }

  find(accountId: string): Account | undefined {
    const user = this.#users.get(accountId);
    if (!user) {
      return undefined;
    }
    return {
      accountId,
      claims: async () => ({
        sub: user.name,
        name: `Lab ${capitalize(user.name)}`,
        preferred_username: user.name,
        email: user.email ?? `${user.name}@lab.reverb256.ca`,
        email_verified: user.emailVerified ?? true,
        groups: [`platform-${user.role}s`],
      }),
    };
  }
}
