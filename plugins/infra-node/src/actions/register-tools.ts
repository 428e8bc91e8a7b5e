import { setTimeout as wait } from 'node:timers/promises';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ConflictError } from '@backstage/errors';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod/v3';
import type { RunService } from '../runs/run-service';
import type { RunStore } from '../runs/run-store';
import type { AnyAction } from './action';
import { toZodV3 } from './zod-v3';

/**
 * How long a tool waits for the end of its run: a template step and an assistant want the end, not a promise. Clients of
 * the Model Context Protocol give up after 60 s, and would not learn by which id to ask.
 */
const WAIT_SECONDS = 45;
const LOOK_EVERY_MS = 500;

type Runs = Pick<RunStore, 'get'>;
type Acceptor = Pick<RunService, 'accept'>;

async function endOf(store: Runs, accepted: Run): Promise<Run> {
  const deadline = Date.now() + WAIT_SECONDS * 1000;
  let run: Run = accepted;
  while (!isEnded(run.state) && Date.now() < deadline) {
    await wait(LOOK_EVERY_MS);
    run = (await store.get(run.id)) ?? run;
  }
  return run;
}

/**
 * Offers a plugin's actions to template steps and assistants, through Backstage's actions registry: those that destroy
 * nothing. What destroys is never registered, so that no filter has to be relied on.
 *
 * @public
 */
export function registerTools(options: {
  registry: ActionsRegistryService;
  actions: readonly AnyAction[];
  service: Acceptor;
  store: Runs;
}): void {
  const { registry, actions, service, store } = options;
  const offered = actions.filter(action => !action.destructive);
  for (const action of offered) {
    registry.register({
      name: action.name,
      title: action.title,
      description: action.description,
      attributes: { readOnly: false, destructive: false, idempotent: false },
      visibilityPermission: action.visibility,
      schema: {
        input: () => toZodV3(action.input),
        output: () =>
          z.object({
            runId: z
              .string()
              .describe('By which the run and its log are found'),
            state: z
              .string()
              .describe(
                'succeeded, or running when it takes longer than can be waited for',
              ),
          }),
      },
      action: ({ input, credentials }) =>
        runTool(action, input, credentials, service, store),
    });
  }
}

async function runTool(
  action: AnyAction,
  input: unknown,
  credentials: BackstageCredentials,
  service: Acceptor,
  store: Runs,
) {
  const run = await endOf(
    store,
    await service.accept(action.name, input, credentials),
  );
  if (isEnded(run.state) && run.state !== 'succeeded') {
    // Of a kind that Backstage hands on word for word: others become "500 Internal Server Error".
    throw new ConflictError(
      `${run.title}: ${run.state}. ${run.error?.message ?? ''}`.trim(),
    );
  }
  return { output: { runId: run.id, state: run.state } };
}
