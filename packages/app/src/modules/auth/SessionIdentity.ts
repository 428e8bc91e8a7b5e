import type {
  BackstageUserIdentity,
  IdentityApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import type { OidcAuthApi } from './oidcAuthApi';

/** The signed-in person, whose token the session renews. */
export class SessionIdentity implements IdentityApi {
  readonly #auth: OidcAuthApi;
  readonly #identity: BackstageUserIdentity;

  private constructor(auth: OidcAuthApi, identity: BackstageUserIdentity) {
    this.#auth = auth;
    this.#identity = identity;
  }

  static create(
    auth: OidcAuthApi,
    identity: BackstageUserIdentity,
  ): SessionIdentity {
    return new SessionIdentity(auth, identity);
  }

  async getProfileInfo(): Promise<ProfileInfo> {
    return (await this.#auth.getProfile()) ?? {};
  }

  async getBackstageIdentity(): Promise<BackstageUserIdentity> {
    return this.#identity;
  }

  /** @throws AuthenticationError when the session has ended without a new one. */
  async getCredentials(): Promise<{ token?: string }> {
    const session = await this.#auth.getBackstageIdentity();
    if (!session) {
      throw new AuthenticationError(
        'You are no longer signed in. Reload the page to sign in again',
      );
    }
    return { token: session.token };
  }

  async signOut(): Promise<void> {
    await this.#auth.signOut();
  }
}
