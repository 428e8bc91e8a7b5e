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
import { Refusals } from './refusals';
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

/** What a request that could not even be looked at was about. */
const UNKNOWN_RESOURCE = {
  type: 'unknown',
  id: 'unknown',
  title: 'something unknown',
};

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
  readonly #refusals = new Refusals();

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
    // Whoever may not change it is told that, and nothing of what it does just now.
    const { effects, obstacles } = allowed
      ? await this.#check(asked)
      : { effects: [], obstacles: [] };
    return {
      title: found.title,
      resource: found.resource,
      destructive: action.destructive,
      effects,
      obstacles,
      allowed,
      permission: action.permission.name,
      concurrent: allowed ? await this.#concurrent(found) : [],
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
        transaction =>
          this.#record(
            asked,
            'accepted',
            { input: run.input },
            { run, transaction },
          ),
      );
    } catch (error) {
      await event.fail({ error: error as Error });
      if (error instanceof ConflictError) {
        await this.#refuse(asked, error.message);
      }
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
    const asked = await this.#askAgain(run, credentials);
    if (!asked.allowed) {
      const reason = `Cancelling this run needs the permission ${asked.action.permission.name} on ${run.resource.title}, as starting it does.`;
      await this.#refuse(asked, reason, run);
      throw new NotAllowedError(reason);
    }
    if (isEnded(run.state) || !run.cancellable) {
      throw new ConflictError(
        isEnded(run.state)
          ? `${run.title} has ended already: ${run.state}`
          : `${run.title} cannot be cancelled while it is ${
              run.step ?? run.state
            }`,
      );
    }
    await this.#options.follower.cancel(run);
    await this.#record(asked, 'cancel-requested', {}, { run });
    return (await this.#options.store.get(id)) ?? run;
  }

  /** Who may start a change may stop it, also when the thing is gone that it was about. */
  async #askAgain(run: Run, credentials: BackstageCredentials): Promise<Asked> {
    try {
      return await this.#ask(run.action, run.input, credentials);
    } catch (error) {
      const action = this.#options.actions.find(a => a.name === run.action);
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
      const quietly = await this.#findQuietly(action, rawInput);
      return { action, caller, ...quietly, allowed: false, denied: true };
    }
    const input = this.#parse(action, rawInput);
    if (decision.result === AuthorizeResult.ALLOW) {
      return {
        action,
        input,
        caller,
        found: await action.find(input),
        allowed: true,
      };
    }
    // Allowed on some things: what there is not must look like what one may not touch.
    const quietly = await this.#findQuietly(action, input);
    const { found } = quietly;
    const known = found.resource !== UNKNOWN_RESOURCE;
    return {
      action,
      caller,
      ...quietly,
      allowed: known && (action.isAllowed?.(decision, found.subject) ?? false),
      denied: !known,
    };
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

  /** What a request was about, as far as that can be said without an error. */
  async #findQuietly(
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

  /** A refusal is recorded; the same again within a minute is only counted, or anybody could fill the trail. */
  async #refuse(asked: Asked, reason: string, run?: Run): Promise<void> {
    const { action, caller, found } = asked;
    const key = JSON.stringify([
      caller,
      action.name,
      found.resource.id,
      reason,
    ]);
    const now = this.#clock().getTime();
    const repeated = this.#refusals.note(key, now);
    if (repeated === undefined) return;
    await this.#record(
      asked,
      'refused',
      {
        input: asked.input,
        reason,
        ...(repeated > 0 && { 'times before': repeated }),
      },
      { run },
    );
  }

  /** Records an event in the trail and, except for the beginning of a run, which has one of its own, with the auditor. */
  async #record(
    { action, caller, found }: Asked,
    event: AuditRecord['event'],
    detail: Record<string, unknown>,
    at: { run?: Run; transaction?: Parameters<AuditTrail['append']>[1] } = {},
  ): Promise<void> {
    const { auditor, trail } = this.#options;
    await trail.append(
      {
        at: this.#clock().toISOString(),
        event,
        ...caller,
        action: action.name,
        resourceType: found.resource.type,
        resourceId: found.resource.id,
        resourceTitle: found.resource.title,
        runId: at.run?.id,
        detail,
      },
      at.transaction,
    );
    if (event === 'accepted') return;
    const audited = await auditor.createEvent({
      eventId: 'run',
      severityLevel: action.destructive ? 'high' : 'medium',
      meta: {
        ...caller,
        ...(at.run && { runId: at.run.id }),
        action: action.name,
        resource: found.resource.id,
        actionType: event,
      },
    });
    if (event === 'refused') {
      await audited.fail({ error: new Error(String(detail.reason)) });
    } else {
      await audited.success();
    }
  }
}
