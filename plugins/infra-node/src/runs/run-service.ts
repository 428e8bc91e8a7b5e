import { isDeepStrictEqual } from 'node:util';
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
  isEnded,
  type Obstacle,
  type Preflight,
  type Run,
} from '@reverb256/backstage-plugin-infra-common';
import type { Request } from 'express';
import type { AnyAction } from '../actions/action';
import type { AuditTrail } from '../audit/audit-trail';
import type { Clock } from '../snapshots/collector';
import { notAllowed, type Asked } from './asked';
import type { DatabaseRunStore } from './database-run-store';
import { derivedId } from './derived-id';
import { RunAcceptor } from './run-acceptor';
import { RunAsker } from './run-asker';
import type { RunFollower } from './run-follower';
import { RunRecorder } from './run-recorder';
import { everythingVisible, isRunVisible, type RunsView } from './runs-view';

/** By this header, the same request sent again finds the run that it began, and begins no other. */
const IDEMPOTENCY_KEY = 'Idempotency-Key';
const MAX_KEY = 200;

const refusalOf = ({ refusal }: Asked): Obstacle[] =>
  refusal ? [{ code: 'not-allowed', severity: 'block', message: refusal }] : [];

/** @public */
export interface RunServiceOptions {
  pluginId: string;
  actions: readonly AnyAction[];
  store: DatabaseRunStore;
  trail: AuditTrail;
  follower: RunFollower;
  permissions: PermissionsService;
  auditor: AuditorService;
  /** Which things somebody may see; all if not given. */
  visible?: RunsView;
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
  readonly #asker: RunAsker;
  readonly #recorder: RunRecorder;
  readonly #acceptor: RunAcceptor;

  constructor(options: RunServiceOptions) {
    const { store, auditor, trail, follower } = options;
    const clock = options.clock ?? (() => new Date());
    this.#options = options;
    this.#asker = new RunAsker(options);
    this.#recorder = new RunRecorder({ trail, auditor, clock });
    this.#acceptor = new RunAcceptor({
      store,
      auditor,
      clock,
      recorder: this.#recorder,
      taker: follower,
    });
  }

  /** What an action would do, what stands in the way, and whether the caller may. */
  async preflight(
    name: string,
    input: unknown,
    credentials: BackstageCredentials,
  ): Promise<Preflight> {
    const asked = await this.#asker.ask(name, input, credentials);
    const { action, found, allowed } = asked;
    if (asked.denied) throw new NotAllowedError(notAllowed(asked));
    // Whoever may not change it is told that, and nothing of what it does just now.
    const { effects, obstacles } = allowed
      ? await this.#acceptor.check(asked)
      : { effects: [], obstacles: refusalOf(asked) };
    return {
      title: found.title,
      resource: found.resource,
      destructive: action.destructive,
      effects,
      obstacles,
      allowed,
      permission: action.permission.name,
      concurrent: allowed
        ? await this.#acceptor.concurrent(found.resource.id)
        : [],
    };
  }

  /**
   * Accepts a change. It is sent right after, and followed to its end, whoever still looks.
   *
   * @param request - with a header `Idempotency-Key`, the same again answers with the run that was begun
   * @throws InputError, NotFoundError, NotAllowedError; ConflictError when something stands in the way
   */
  async accept(
    name: string,
    input: unknown,
    credentials: BackstageCredentials,
    request?: Request,
  ): Promise<Run> {
    const asked = await this.#asker.ask(name, input, credentials);
    if (!asked.allowed) {
      const reason = notAllowed(asked);
      await this.#recorder.refuse(asked, reason);
      throw new NotAllowedError(reason);
    }
    const { pluginId } = this.#options;
    const key = request?.header(IDEMPOTENCY_KEY);
    if (!key) return this.#acceptor.accept(asked, { pluginId, request });
    if (key.length > MAX_KEY) {
      throw new InputError(
        `The header ${IDEMPOTENCY_KEY} is longer than ${MAX_KEY} characters`,
      );
    }
    const id = derivedId(`${asked.caller.actor} ${asked.action.name}`, key);
    const begun = await this.#begunBy(id, asked);
    if (begun) return begun;
    try {
      return await this.#acceptor.accept(asked, { pluginId, id, request });
    } catch (error) {
      // The same may have been asked at the same moment; then it is the one that stood in the way.
      const other = await this.#begunBy(id, asked);
      if (other) return other;
      throw error;
    }
  }

  /** The run that the same request began before. @throws ConflictError when it was another request */
  async #begunBy(id: string, { input }: Asked): Promise<Run | undefined> {
    const run = await this.#options.store.get(id);
    if (!run || isDeepStrictEqual(run.input, input)) return run;
    throw new ConflictError(
      `The ${IDEMPOTENCY_KEY} of this request was used for another one: ${run.title}. Use a key once.`,
    );
  }

  /**
   * Asks the upstream to stop what a run does. The run ends when the upstream has.
   *
   * @throws NotFoundError, NotAllowedError; ConflictError when it cannot be cancelled
   */
  async cancel(id: string, credentials: BackstageCredentials): Promise<Run> {
    const { store, follower, visible = everythingVisible } = this.#options;
    const run = await store.get(id);
    if (!run || !(await isRunVisible(run, credentials, visible))) {
      throw new NotFoundError(`There is no run ${id}`);
    }
    const asked = await this.#asker.askAgain(run, credentials);
    if (!asked.allowed) {
      const reason = `Cancelling this run needs the permission ${asked.action.permission.name} on ${run.resource.title}, as starting it does.`;
      await this.#recorder.refuse(asked, reason, { run });
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
    await follower.cancel(run);
    await this.#recorder.record(asked, 'cancel-requested', {}, { run });
    return (await store.get(id)) ?? run;
  }
}
