import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  isResourcePermission,
  type AuthorizePermissionRequest,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import type { AnyAction } from '../actions/action';
import { allowedBy, UNKNOWN_RESOURCE, type Asked } from './asked';
import { callerOf } from './caller';
import { everythingVisible, type RunsView } from './runs-view';

/** What an action takes, out of what was sent. @throws InputError */
export function parseInput(
  action: AnyAction,
  rawInput: unknown,
): Record<string, unknown> {
  const parsed = action.input.safeParse(rawInput);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    issue => `${issue.path.join('.') || 'input'}: ${issue.message}`,
  );
  throw new InputError(
    `The input of ${action.name} is not valid: ${issues.join('; ')}`,
  );
}

/** What a request was about, as far as that can be said without an error. */
async function findQuietly(
  action: AnyAction,
  rawInput: unknown,
): Promise<Pick<Asked, 'input' | 'found'>> {
  // Only what the action takes is kept: anything else may be long, or a secret in the wrong place.
  const parsed = action.input.safeParse(rawInput);
  const input = parsed.success ? parsed.data : {};
  try {
    if (parsed.success) return { input, found: await action.find(input) };
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
  return {
    input,
    found: {
      title: action.title,
      resource: UNKNOWN_RESOURCE,
      subject: undefined as never,
    },
  };
}

/** Finds out who asks for what, on which thing, and whether they may. */
export class RunAsker {
  readonly #actions: readonly AnyAction[];
  readonly #permissions: PermissionsService;
  readonly #visible: RunsView;

  constructor(options: {
    actions: readonly AnyAction[];
    permissions: PermissionsService;
    visible?: RunsView;
  }) {
    this.#actions = options.actions;
    this.#permissions = options.permissions;
    this.#visible = options.visible ?? everythingVisible;
  }

  /** @throws InputError, NotFoundError */
  async ask(
    name: string,
    rawInput: unknown,
    credentials: BackstageCredentials,
  ): Promise<Asked> {
    const action = this.#actions.find(a => a.name === name);
    if (!action) throw new NotFoundError(`There is no action '${name}'`);
    const caller = callerOf(credentials);
    const decision = await this.#decide(action, credentials);
    if (decision.result === AuthorizeResult.DENY) {
      // Whoever may not do this on anything learns nothing of what there is; the audit trail does.
      const quietly = await findQuietly(action, rawInput);
      return { action, caller, ...quietly, allowed: false, denied: true };
    }
    const input = parseInput(action, rawInput);
    const allows = allowedBy(action, decision);
    if (decision.result === AuthorizeResult.ALLOW) {
      const found = await action.find(input);
      const allowed = true;
      return { action, input, caller, found, allowed, decision, allows };
    }
    // Allowed on some things: what there is not must look like what one may not touch.
    const quietly = await findQuietly(action, input);
    const { found } = quietly;
    const known = found.resource !== UNKNOWN_RESOURCE;
    const allowed = known && allows(found.subject);
    return {
      action,
      caller,
      ...quietly,
      allowed,
      decision,
      allows,
      denied:
        !known ||
        (!allowed && !(await this.#visible([found.resource], credentials))[0]),
      ...(known &&
        !allowed && { refusal: action.refusal?.(decision, found.subject) }),
    };
  }

  /** Who may start a change, or has, may stop it, also when the thing is gone that it was about. */
  async askAgain(run: Run, credentials: BackstageCredentials): Promise<Asked> {
    const asked = await this.#askGone(run, credentials);
    if (asked.allowed || asked.caller.actor !== run.actor) return asked;
    const { result } = await this.#decide(asked.action, credentials);
    return { ...asked, allowed: result !== AuthorizeResult.DENY };
  }

  async #askGone(run: Run, credentials: BackstageCredentials): Promise<Asked> {
    try {
      return await this.ask(run.action, run.input, credentials);
    } catch (error) {
      const action = this.#actions.find(a => a.name === run.action);
      if (!action || !(error instanceof NotFoundError)) throw error;
      const decision = await this.#decide(action, credentials);
      return {
        action,
        input: run.input,
        caller: callerOf(credentials),
        found: {
          title: run.title,
          resource: run.resource,
          subject: undefined as never,
        },
        allowed: decision.result === AuthorizeResult.ALLOW,
      };
    }
  }

  async #decide(
    { permission }: AnyAction,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const [decision] = isResourcePermission(permission)
      ? await this.#permissions.authorizeConditional([{ permission }], {
          credentials,
        })
      : await this.#permissions.authorize(
          [{ permission } as AuthorizePermissionRequest],
          { credentials },
        );
    return decision;
  }
}
