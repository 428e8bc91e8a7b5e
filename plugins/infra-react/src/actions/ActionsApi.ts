import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  Preflight,
  Run,
  RunLog,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import type { PolledResource } from '../client';

/** One action of one plugin with what it is to act on. @public */
export interface ActionRequest {
  pluginId: string;
  /** The action's name within its plugin: `start-guest`. */
  action: string;
  input: Record<string, unknown>;
}

/** Names a run: every plugin keeps its own. @public */
export type RunRef = Pick<Run, 'pluginId' | 'id'>;

export const actionDescriptionSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  destructive: z.boolean(),
  /** The name of the permission that it takes. */
  permission: z.string(),
  /** The JSON schema of its input. */
  input: z.record(z.string(), z.unknown()),
});

/** What a plugin says about one of its actions. @public */
export type ActionDescription = z.infer<typeof actionDescriptionSchema>;

/** @public */
export type RunLine = RunLog['lines'][number];

/** A run with all of its log so far. @public */
export interface WatchedRun {
  run: Run;
  lines: readonly RunLine[];
}

/** What a run began. @public */
export interface ChildRuns {
  /** Those that this person may see, the newest first. */
  runs: readonly Run[];
  /** Whether no more will come. */
  isComplete: boolean;
}

/**
 * The one way to change anything: the actions of all plugins, and what becomes of them.
 *
 * What it throws is told apart by `portalProblemOf`.
 *
 * @public
 */
export interface ActionsApi {
  getActions(pluginId: string): Promise<readonly ActionDescription[]>;
  /** What the action would do, and what stands in the way. Changes nothing. */
  preflight(request: ActionRequest): Promise<Preflight>;
  /**
   * Starts it. Sent once: when nothing answers it may have been started all the same, and whoever asks must look at the
   * runs before asking again.
   */
  start(request: ActionRequest): Promise<Run>;
  /** Asks for the end of a run; what becomes of that is seen by watching it. */
  cancel(run: RunRef): Promise<Run>;
  getRun(run: RunRef): Promise<Run>;
  /** A run and its log, asked for quickly until its end. */
  watch(run: RunRef): PolledResource<WatchedRun>;
  /** The runs that a run began, and how they are, until all of them and it have ended. */
  watchChildren(run: RunRef): PolledResource<ChildRuns>;
  /** The runs in progress of one plugin, newest first, asked for on a slow clock; the same object at every call. */
  activeRuns(pluginId: string): PolledResource<readonly Run[]>;
  /**
   * Says that somebody looks at a run now, until the returned function is called; with `isEnd`, that its end has been
   * seen, so that nobody is told of it again.
   */
  show(run: RunRef): (isEnd: boolean) => void;
  /** Whether somebody looks at a run on this page, or has seen its end. */
  isShown(run: RunRef): boolean;
}

/** Provided by the `infra` plugin. @public */
export const actionsApiRef = createApiRef<ActionsApi>().with({
  id: 'plugin.infra.actions',
  pluginId: 'infra',
});
