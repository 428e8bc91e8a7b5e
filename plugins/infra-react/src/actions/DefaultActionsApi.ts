import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  isEnded,
  preflightSchema,
  runLogSchema,
  runSchema,
  type Preflight,
  type Run,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { PolledResource, PortalClient, queryOf } from '../client';
import {
  actionDescriptionSchema,
  type ActionDescription,
  type ActionRequest,
  type ActionsApi,
  type ChildRuns,
  type RunLine,
  type RunRef,
  type WatchedRun,
} from './ActionsApi';

/** How often a run that somebody watches is asked for, in seconds. */
const WATCH_SECONDS = 1;

/** How often what a run began is asked for, in seconds; a signal makes it sooner. */
const CHILDREN_SECONDS = 5;

/** The backend gives no more at once, and no action begins more. */
const MOST_CHILDREN = 500;

/** How often the runs in progress are asked for, in seconds; a signal makes it sooner. */
const RUNS_SECONDS = 30;

const actionsSchema = z.object({ items: z.array(actionDescriptionSchema) });
const runsSchema = z.object({ items: z.array(runSchema) });

const keyOf = ({ pluginId, id }: RunRef) => `${pluginId}/${id}`;
const pathOf = ({ id }: RunRef) => `/runs/${encodeURIComponent(id)}`;
const actionPath = ({ action }: ActionRequest) =>
  `/actions/${encodeURIComponent(action)}`;

/** Asks the backends of all plugins about their actions and runs. @public */
export class DefaultActionsApi implements ActionsApi {
  readonly #fetchApi: FetchApi;
  readonly #activeRuns = new Map<string, PolledResource<readonly Run[]>>();
  readonly #shown = new Map<string, number>();

  static create(options: { fetchApi: FetchApi }): DefaultActionsApi {
    return new DefaultActionsApi(options.fetchApi);
  }

  private constructor(fetchApi: FetchApi) {
    this.#fetchApi = fetchApi;
  }

  async getActions(pluginId: string): Promise<readonly ActionDescription[]> {
    return (await this.#client(pluginId).get('/actions', actionsSchema)).items;
  }

  async preflight(request: ActionRequest): Promise<Preflight> {
    return await this.#client(request.pluginId).post(
      `${actionPath(request)}/preflight`,
      request.input,
      preflightSchema,
    );
  }

  async start(request: ActionRequest): Promise<Run> {
    const { pluginId, input } = request;
    const path = actionPath(request);
    const run = await this.#client(pluginId).post(path, input, runSchema);
    this.#activeRuns.get(pluginId)?.refresh();
    return run;
  }

  async cancel(run: RunRef): Promise<Run> {
    return await this.#client(run.pluginId).post(
      `${pathOf(run)}/cancel`,
      undefined,
      runSchema,
    );
  }

  async getRun(run: RunRef): Promise<Run> {
    return await this.#client(run.pluginId).get(pathOf(run), runSchema);
  }

  watch(ref: RunRef): PolledResource<WatchedRun> {
    const client = this.#client(ref.pluginId);
    let lines: readonly RunLine[] = [];
    let isComplete = false;
    return PolledResource.create({
      seconds: WATCH_SECONDS,
      channel: `${ref.pluginId}:runs`,
      ask: async () => {
        const last = lines.at(-1)?.n ?? 0;
        const path = `${pathOf(ref)}/log${queryOf({ after: last })}`;
        const log = await client.get(path, runLogSchema);
        const fresh = log.lines.filter(line => line.n > last);
        if (fresh.length > 0) lines = [...lines, ...fresh];
        // The last lines may be written after the end is.
        isComplete = isEnded(log.run.state) && fresh.length === 0;
        return { run: log.run, lines };
      },
      isDone: () => isComplete,
    });
  }

  watchChildren(ref: RunRef): PolledResource<ChildRuns> {
    const client = this.#client(ref.pluginId);
    const path = `/runs${queryOf({ parent: ref.id, limit: MOST_CHILDREN })}`;
    return PolledResource.create<ChildRuns>({
      seconds: CHILDREN_SECONDS,
      channel: `${ref.pluginId}:runs`,
      ask: async () => {
        // First the run itself: once it has ended, it begins no more.
        const { state } = await this.getRun(ref);
        const { items } = await client.get(path, runsSchema);
        return { runs: items, isComplete: isEnded(state) };
      },
      isDone: ({ runs, isComplete }) =>
        isComplete && runs.every(run => isEnded(run.state)),
    });
  }

  activeRuns(pluginId: string): PolledResource<readonly Run[]> {
    let runs = this.#activeRuns.get(pluginId);
    if (!runs) {
      const client = this.#client(pluginId);
      const path = `/runs${queryOf({ active: true })}`;
      runs = PolledResource.create<readonly Run[]>({
        seconds: RUNS_SECONDS,
        channel: `${pluginId}:runs`,
        ask: async () => (await client.get(path, runsSchema)).items,
      });
      this.#activeRuns.set(pluginId, runs);
    }
    return runs;
  }

  show(run: RunRef): (isEnd: boolean) => void {
    const key = keyOf(run);
    this.#shown.set(key, (this.#shown.get(key) ?? 0) + 1);
    return isEnd => {
      if (isEnd) return;
      const count = (this.#shown.get(key) ?? 1) - 1;
      if (count > 0) this.#shown.set(key, count);
      else this.#shown.delete(key);
    };
  }

  isShown(run: RunRef): boolean {
    return this.#shown.has(keyOf(run));
  }

  #client(pluginId: string): PortalClient {
    return PortalClient.create({ fetchApi: this.#fetchApi, pluginId });
  }
}
