import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  formatRunPlace,
  runPlaceSchema,
  type Run,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import type { RunStore } from './run-store';
import {
  everythingVisible,
  isRunVisible,
  ownedRun,
  visibleOf,
  visiblePage,
  type RunsView,
} from './runs-view';

/** By what runs are asked for. */
export const runQuerySchema = z.object({
  active: z.enum(['true', 'false']).optional(),
  resource: z.string().optional(),
  actor: z.string().optional(),
  parent: z
    .string()
    .optional()
    .meta({ description: 'Only those that this run began' }),
  before: runPlaceSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Reads the runs of a plugin as far as somebody may see them. */
export class VisibleRuns {
  readonly #store: RunStore;
  readonly #view: RunsView;

  constructor(store: RunStore, view: RunsView = everythingVisible) {
    this.#store = store;
    this.#view = view;
  }

  /** @throws NotFoundError also when they may not see it */
  async get(id: string, credentials: BackstageCredentials): Promise<Run> {
    const run = await this.#store.get(id);
    if (!run || !(await isRunVisible(run, credentials, this.#view))) {
      throw new NotFoundError(`There is no run ${id}`);
    }
    return run;
  }

  async list(
    { before, active, ...filter }: z.output<typeof runQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<{ items: Run[]; next?: string }> {
    const { items, next } = await visiblePage<Run>({
      limit: filter.limit,
      read: last =>
        this.#store.list({
          ...filter,
          active: active === undefined ? undefined : active === 'true',
          before: last ?? before,
        }),
      visible: runs => visibleOf(runs, ownedRun, credentials, this.#view),
    });
    return { items, ...(next && { next: formatRunPlace(next) }) };
  }
}
