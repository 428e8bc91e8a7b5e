import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  BasicPermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  Obstacle,
  Run,
  RunError,
  RunResource,
} from '@reverb256/backstage-plugin-infra-common';
import type { z } from 'zod';

/** How far a run has come at the upstream: JSON, kept with the run, so that any process can follow it. @public */
export interface RunCursor {
  /** The upstream's own name for the work, such as a UPID; shown to people. */
  task?: string;
  [more: string]: unknown;
}

/** What the one who follows a run learns from one look. @public */
export interface Look {
  cursor: RunCursor;
  /** What is being done or waited for, in a few words. */
  step?: string;
  /** 0 to 1, where the upstream tells. */
  progress?: number;
  /** Whether it can be stopped now, where the action can at all; true if not given. */
  cancellable?: boolean;
  /** What the upstream wrote since the last look. */
  lines?: string[];
  /** Set when the work has come to its true end. */
  end?:
    | { state: 'succeeded'; output?: Record<string, unknown> }
    | { state: 'failed' | 'cancelled' | 'unknown'; error: RunError };
}

/** What is being done just now. @public */
export interface ActiveRuns {
  /** The runs in progress on any of these things, by the ids of their resources. */
  active(resourceIds: readonly string[]): Promise<Run[]>;
}

/**
 * Other runs, begun by a run: in the name of whoever began it, each followed and audited as any other. They need the same
 * permission as the action that begins them; whether it is held on each thing is decided again, by what was decided when
 * the first was accepted: a thing may have become another's since.
 *
 * @public
 */
export interface ActionRuns extends ActiveRuns {
  /**
   * Begins a run, or finds the one that was begun under this key: so it can be called again after a crash. What stands in
   * its way is looked at now.
   *
   * @throws RunRefusedError when something does; NotAllowedError when whoever began the first may not do it to this thing
   *   (any more); NotFoundError when there is no such thing (any more)
   */
  begin(
    key: string,
    action: string,
    input: Record<string, unknown>,
  ): Promise<Run>;
  /** Whether somebody has asked meanwhile to stop the run that begins them. */
  isCancelRequested(): Promise<boolean>;
  /** The run that was begun under this key. */
  read(key: string): Promise<Run | undefined>;
  /** Asks to stop it, where it can be stopped now and nobody has asked before. */
  cancel(key: string): Promise<void>;
}

/**
 * Whether the caller may do the same to another thing, which is changed along. Of one that is not known (undefined) only
 * where that goes for all things.
 *
 * @public
 */
export type Allows<S> = (other: S | undefined) => boolean;

/** What an action finds before it is done. @public */
export interface ActionOutlook {
  /** What will happen, a sentence each. */
  effects: string[];
  /** What stands in the way. */
  obstacles: Obstacle[];
  /** Other things that it changes along: none of them may be busy, and the audit record names them. */
  affects?: RunResource[];
}

/** What an action works with. It holds no credentials: a run outlives the request that it came from. @public */
export interface ActionContext<I> {
  input: I;
  runId: string;
  /** What is acted on, as it was when the run was accepted: it may be gone since. */
  resource: RunResource;
  /** When the request was about to be sent. */
  sentAt: Date;
  /** Whether somebody asked to stop it. */
  cancelRequested: boolean;
  runs: ActionRuns;
  signal: AbortSignal;
  logger: LoggerService;
}

/** What an action acts on. @public */
export interface ActionSubject<S> {
  /** What the run is called: `Start guest web-1`. */
  title: string;
  resource: RunResource;
  /** The thing itself, for the preflight and for permission rules. */
  subject: S;
}

/**
 * Something that changes the infrastructure, defined once: pages, template steps, assistants and machines reach it
 * through the same checks.
 *
 * @public
 */
export interface Action<
  I extends z.ZodObject = z.ZodObject,
  O extends z.ZodObject = z.ZodObject,
  S = unknown,
> {
  /** Within the plugin, in kebab case: `start-guest`. */
  name: string;
  /** As a button says it: `Start`. */
  title: string;
  /** What it does and when it ends, for people and assistants. */
  description: string;
  /** Made of what `toZodV3` takes. */
  input: I;
  output: O;
  /** With `attributes.action`. For a resource permission, `isAllowed` decides about the subject. */
  permission: Permission;
  /** Who is offered it at all, as a tool or a button; guards nothing. */
  visibility: BasicPermission;
  /** Whether something is lost by it. What destroys is never offered to assistants. */
  destructive: boolean;

  /** Finds what it acts on. @throws NotFoundError */
  find(input: z.output<I>): Promise<ActionSubject<S>>;
  /** Whether a conditional decision about `permission` allows it on this subject. */
  isAllowed?(decision: PolicyDecision, subject: S): boolean;
  /** What else to tell somebody whom `isAllowed` refuses; nothing that they may not know. */
  refusal?(decision: PolicyDecision, subject: S): string;
  /**
   * What will happen, and what stands in the way.
   *
   * @param allows - the permission is held on the subject; of what is changed along, the action asks
   */
  preflight(
    input: z.output<I>,
    subject: S,
    runs: ActiveRuns,
    allows: Allows<S>,
  ): Promise<ActionOutlook>;

  /**
   * Notes, before anything is sent, what is needed to find the request again: what the upstream knew of before. Kept with
   * the run.
   *
   * @throws SourceFailure when it cannot be found out; then nothing is sent
   */
  prepare?(context: ActionContext<z.output<I>>): Promise<RunCursor>;
  /**
   * Sends the request, once.
   *
   * @param cursor - what `prepare` noted
   * @throws SourceFailure when it was not carried out; UnknownOutcomeFailure when it may have been
   */
  start(
    context: ActionContext<z.output<I>>,
    cursor: RunCursor,
  ): Promise<RunCursor>;
  /**
   * What became of a request whose answer was lost: its cursor, or undefined when the upstream knows of none.
   *
   * @param cursor - what `prepare` noted
   * @throws SourceFailure while the upstream cannot tell
   */
  recover(
    context: ActionContext<z.output<I>>,
    cursor: RunCursor,
  ): Promise<RunCursor | undefined>;
  /** Looks once. @throws SourceFailure while the upstream cannot tell */
  follow(context: ActionContext<z.output<I>>, cursor: RunCursor): Promise<Look>;
  /** Asks the upstream to stop; the run ends when the upstream has. */
  cancel?(
    context: ActionContext<z.output<I>>,
    cursor: RunCursor,
  ): Promise<void>;
}

/** An action whose input, output and subject are its own business. @public */
export type AnyAction = Action<z.ZodObject, z.ZodObject, never>;

/** Keeps an action's types together. @public */
export function defineAction<I extends z.ZodObject, O extends z.ZodObject, S>(
  action: Action<I, O, S>,
): AnyAction {
  return action as unknown as AnyAction;
}
