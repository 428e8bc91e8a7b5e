import type { UserInfoService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PolicyDecision } from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { decide, ROLE_NAMES } from './roles';
import type { RoleName } from './roles';
import type { AccessSettings } from './settings';

/** Decides by the roles of whoever asks; everything that no role covers is denied. */
export class AccessPolicy implements PermissionPolicy {
  readonly #settings: AccessSettings;
  readonly #userInfo: UserInfoService;

  private constructor(settings: AccessSettings, userInfo: UserInfoService) {
    this.#settings = settings;
    this.#userInfo = userInfo;
  }

  static create(options: {
    settings: AccessSettings;
    userInfo: UserInfoService;
  }): AccessPolicy {
    return new AccessPolicy(options.settings, options.userInfo);
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    const { operator, viewer } = this.#settings.roles;
    return decide(
      this.#rolesOf(ownershipEntityRefs),
      permission,
      { operator: operator?.permissions, viewer: viewer?.permissions },
      { operator: operator?.limits, viewer: viewer?.limits },
    );
  }

  #rolesOf(ownershipEntityRefs: readonly string[]): RoleName[] {
    return ROLE_NAMES.filter(role =>
      this.#settings.roles[role]?.groups.some(group =>
        ownershipEntityRefs.includes(group),
      ),
    );
  }
}
