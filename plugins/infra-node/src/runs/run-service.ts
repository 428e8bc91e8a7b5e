import { randomUUID } from 'node:crypto';
import type {
  AuditorService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  AuthorizeResult,
  isResourcePermission,
  type AuthorizePermissionRequest,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  isEnded,
  type AuditRecord,
  type Preflight,
  type Run,
} from '@reverb256/backstage-plugin-infra-common';
import type { Request } from 'express';
import type { ActionSubject, AnyAction } from '../actions/action';
import type { AuditTrail } from '../audit/audit-trail';
import type { Clock } from '../snapshots/collector';
import { callerOf, type Caller } from './caller';
import type { DatabaseRunStore } from './database-run-store';
import type { RunFollower } from './run-follower';

/** One request for a change, looked at. */
interface Asked {
  action: AnyAction;
  input: Record<string, unknown>;
  caller: Caller;
  found: ActionSubject<never>;
  /** On this thing. */
  allowed: boolean;
  /** On anything. */
  denied?: boolean;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const notAllowed = ({ permission, title }: AnyAction) =>
  `'${title}' needs the permission ${permission.name}, which you do not have here. Ask an administrator of the portal for a role that includes it.`;

/** @public */
export interface RunServiceOptions {
  pluginId: string;
  actions: readonly AnyAction[];
  store: DatabaseRunStore;
  trail: AuditTrail;
  follower: RunFollower;
  permissions: PermissionsService;
  auditor: AuditorService;
  clock?: Clock;
}

/**
 * The one way to change anything: input, permission on the thing, preflight; then the change is stored, with its audit
 * record, and the follower takes it from there.
 *
 * @public
 */
export class RunService {
  readonly #options: RunServiceOptions;
  readonly #clock: Clock;

  constructor(options: RunServiceOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
  }

  /** What an action would do, what stands in the way, and whether the caller may. */
  async preflight(
    name: string,
    input: unknown,
    credentials: BackstageCredentials,
  ): Promise<Preflight> {
    const asked = await this.#ask(name, input, credentials);
    const { action, found, allowed } = asked;
    if (asked.denied) throw new NotAllowedError(notAllowed(action));
    const { effects, obstacles } = await this.#check(asked);
    return {
      title: found.title,
      resource: found.resource,
      destructive: action.destructive,
      effects,
      obstacles,
      allowed,
      permission: action.permission.name,
      concurrent: await this.#concurrent(found),
    };
  }

  /**
   * Accepts a change. It is sent right after, and followed to its end, whoever still looks.
   *
   * @throws InputError, NotFoundError, NotAllowedError; ConflictError when something stands in the way
   */
  async accept(
    name: string,
    input: unknown,
    credentials: BackstageCredentials,
    request?: Request,
  ): Promise<Run> {
    const asked = await this.#ask(name, input, credentials);
    const { action, caller, found, allowed } = asked;
    if (!allowed) {
      const reason = notAllowed(action);
      await this.#refuse(asked, reason);
      throw new NotAllowedError(reason);
    }
    const { obstacles } = await this.#check(asked);
    const blocks = obstacles.filter(o => o.severity === 'block');
    if (blocks.length > 0) {
      const reason = blocks.map(o => o.message).join(' ');
      await this.#refuse(asked, reason);
      throw new ConflictError(reason);
    }

    const now = this.#clock();
    const run: Run = {
      id: randomUUID(),
      pluginId: this.#options.pluginId,
      action: action.name,
      title: found.title,
      resource: found.resource,
      ...caller,
      input: asked.input,
      destructive: action.destructive,
      state: 'accepted',
      cancellable: false,
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    };
    const event = await this.#options.auditor.createEvent({
      eventId: 'run',
      severityLevel: action.destructive ? 'high' : 'medium',
      request,
      meta: {
        runId: run.id,
        ...caller,
        action: run.action,
        resource: run.resource.id,
        actionType: 'start',
      },
    });
    try {
      await this.#options.store.insert(
        run,
        this.#options.follower.lease(now),
        tx => this.#record(asked, 'accepted', { input: run.input }, run, tx),
      );
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
    this.#options.follower.take(run, event);
    return run;
  }

  /**
   * Asks the upstream to stop what a run does. The run ends when the upstream has.
   *
   * @throws NotFoundError, NotAllowedError; ConflictError when it cannot be cancelled
   */
  async cancel(id: string, credentials: BackstageCredentials): Promise<Run> {
    const run = await this.#options.store.get(id);
    if (!run) throw new NotFoundError(`There is no run ${id}`);
    const asked = await this.#ask(run.action, run.input, credentials);
    if (!asked.allowed) {
      throw new NotAllowedError(
        `Cancelling this run needs the permission ${asked.action.permission.name} on ${run.resource.title}, as starting it does.`,
      );
    }
    if (isEnded(run.state) || !run.cancellable) {
      throw new ConflictError(
        isEnded(run.state)
          ? `${run.title} has ended already: ${run.state}`
          : `${run.title} cannot be cancelled while it is ${run.state}`,
      );
    }
    await this.#record(asked, 'cancel-requested', {}, run);
    await this.#options.follower.cancel(run);
    return run;
  }

  async #ask(
    name: string,
    rawInput: unknown,
    credentials: BackstageCredentials,
  ): Promise<Asked> {
    const action = this.#options.actions.find(a => a.name === name);
    if (!action) throw new NotFoundError(`There is no action '${name}'`);
    const caller = callerOf(credentials);
    const decision = await this.#decide(action, credentials);
    if (decision.result === AuthorizeResult.DENY) {
      // Whoever may not do this on anything learns nothing of what there is; the audit trail does.
      return {
        action,
        caller,
        input: isRecord(rawInput) ? rawInput : {},
        found: await this.#findQuietly(action, rawInput),
        allowed: false,
        denied: true,
      };
    }
    const input = this.#parse(action, rawInput);
    const found = await action.find(input);
    const allowed =
      decision.result === AuthorizeResult.ALLOW ||
      (action.isAllowed?.(decision, found.subject) ?? false);
    return { action, input, caller, found, allowed };
  }

  #parse(action: AnyAction, rawInput: unknown): Record<string, unknown> {
    const parsed = action.input.safeParse(rawInput);
    if (parsed.success) return parsed.data;
    const issues = parsed.error.issues.map(
      issue => `${issue.path.join('.') || 'input'}: ${issue.message}`,
    );
    throw new InputError(
      `The input of ${action.name} is not valid: ${issues.join('; ')}`,
    );
  }

  /** What a refused request was about, as far as that can be said. */
  async #findQuietly(
    action: AnyAction,
    rawInput: unknown,
  ): Promise<ActionSubject<never>> {
    try {
      return await action.find(this.#parse(action, rawInput));
    } catch {
      return {
        title: action.title,
        resource: {
          type: 'unknown',
          id: 'unknown',
          title: 'something unknown',
        },
        subject: undefined as never,
      };
    }
  }

  async #decide(
    action: AnyAction,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const { permission } = action;
    const { permissions } = this.#options;
    const [decision] = isResourcePermission(permission)
      ? await permissions.authorizeConditional([{ permission }], {
          credentials,
        })
      : await permissions.authorize(
          [{ permission } as AuthorizePermissionRequest],
          { credentials },
        );
    return decision;
  }

  async #check({ action, input, found }: Asked) {
    const { effects, obstacles } = await action.preflight(input, found.subject);
    const busy = (await this.#concurrent(found)).map(other => ({
      code: 'busy',
      severity: 'block' as const,
      message: `${other.actor} is just doing something to it: ${other.title}. Wait for its end, or cancel it.`,
    }));
    return { effects, obstacles: [...busy, ...obstacles] };
  }

  #concurrent(found: ActionSubject<never>): Promise<Run[]> {
    return this.#options.store.list({
      active: true,
      resource: found.resource.id,
      limit: 10,
    });
  }

  async #refuse(asked: Asked, reason: string): Promise<void> {
    await this.#record(asked, 'refused', { input: asked.input, reason });
  }

  #record(
    { action, caller, found }: Asked,
    event: AuditRecord['event'],
    detail: Record<string, unknown>,
    run?: Run,
    transaction?: Parameters<AuditTrail['append']>[1],
  ) {
    return this.#options.trail.append(
      {
        at: this.#clock().toISOString(),
        event,
        ...caller,
        action: action.name,
        resourceType: found.resource.type,
        resourceId: found.resource.id,
        resourceTitle: found.resource.title,
        runId: run?.id,
        detail,
      },
      transaction,
    );
  }
}
