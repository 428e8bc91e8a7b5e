import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import type { z as v4 } from 'zod';
import { z } from 'zod/v3';
import { AnswerError, RunClient } from './run-client';
import { toZodV3 } from './zod-v3';

const LOOK_EVERY_MS = 1000;

/** For how long nobody may answer about a run before the step gives up on it, in milliseconds. */
const SILENT_MS = 60_000;

/** The action of a plugin, as a step of templates. @public */
export interface TemplateActionDefinition {
  /** The plugin whose action it is; the step's id is `<plugin id>:<action>`. */
  pluginId: string;
  action: string;
  description: string;
  /** The same as the action's own: made of what `toZodV3` takes. */
  input: v4.ZodObject;
  /** As YAML, for those who write templates. */
  examples?: { description: string; example: string }[];
}

/** What a step needs of the scaffolder: part of its `ActionContext`. @public */
export interface TemplateStep {
  input: object;
  task: { id: string };
  step?: { id?: string };
  isDryRun?: boolean;
  signal?: AbortSignal;
  logger: { info(message: string): void; warn(message: string): void };
  checkpoint(options: {
    key: string;
    fn: () => Promise<string>;
  }): Promise<string>;
  getInitiatorCredentials(): Promise<BackstageCredentials>;
  output(name: 'runId', value: string): void;
}

/** By which a try of a step is known, so that it begins a run once whatever happens to the scaffolder. */
function keyOf({ task, step, input }: TemplateStep, attempt: number): string {
  const hash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  // A step may be repeated for each of a list; then only its input differs.
  return [task.id, step?.id, hash.slice(0, 16), attempt].join('/');
}

/**
 * Begins the run, or finds the one of before a restart: one that is under way or succeeded is followed; one that nobody
 * knows the end of is not sent again. One that failed is begun anew: somebody has retried the task.
 */
async function beginOrFind(
  step: TemplateStep,
  client: RunClient,
  action: string,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const key = keyOf(step, attempt);
    let isNew = false;
    const runId = await step.checkpoint({
      key: `run.${key}`,
      async fn() {
        isNew = true;
        return (await client.begin(action, step.input, key)).id;
      },
    });
    if (isNew) return runId;
    const { run } = await client.log(runId, 0);
    if (run.state !== 'failed' && run.state !== 'cancelled') {
      step.logger.info(
        `This step has begun already, as the run ${runId}: that is followed, and nothing is sent again.`,
      );
      return runId;
    }
    step.logger.info(
      `The run ${runId} of an earlier try is ${run.state}: asking again.`,
    );
  }
}

/** Asks the upstream to stop, since the task was; what cannot be stopped goes on. */
async function cancelled(client: RunClient, run: Run): Promise<never> {
  const said = await client.cancel(run.id).then(
    () => 'It was asked to stop too',
    error => `It goes on, since it could not be stopped: ${error.message}`,
  );
  throw new ConflictError(
    `The task was cancelled while ${run.title} was under way. ${said}; see the run ${run.id}.`,
  );
}

const isRefusal = (error: unknown) =>
  error instanceof AnswerError && error.isRefusal;

/** Until the next look, or until the task is cancelled; once it is, no shorter than before. */
async function pause(signal: AbortSignal | undefined): Promise<void> {
  const isOver = !signal || signal.aborted;
  const options = isOver ? undefined : { signal };
  await wait(LOOK_EVERY_MS, undefined, options).catch(() => {});
}

/** Follows a run to its end, and writes its log into the step's. */
async function followToEnd(
  step: TemplateStep,
  client: RunClient,
  runId: string,
): Promise<Run> {
  let after = 0;
  let seenAt = Date.now();
  for (;;) {
    try {
      const { run, lines } = await client.log(runId, after);
      seenAt = Date.now();
      lines.forEach(({ text }) => step.logger.info(text));
      after = lines.at(-1)?.n ?? after;
      if (isEnded(run.state)) {
        // There may be more lines than one answer holds.
        if (lines.length === 0) return run;
        continue;
      }
      if (step.signal?.aborted) await cancelled(client, run);
    } catch (error) {
      const isOver =
        error instanceof ConflictError ||
        isRefusal(error) ||
        Date.now() - seenAt > SILENT_MS;
      if (isOver) throw error;
      step.logger.warn(`The run cannot be looked at just now: ${error}`);
    }
    await pause(step.signal);
  }
}

/** What would happen, without doing it. */
async function rehearse(step: TemplateStep, client: RunClient, action: string) {
  const preflight = await client.preflight(action, step.input);
  preflight.effects.forEach(effect => step.logger.info(effect));
  const blocks = preflight.obstacles.filter(o => o.severity === 'block');
  preflight.obstacles.forEach(({ message }) => step.logger.warn(message));
  if (!preflight.allowed || blocks.length > 0) {
    throw new ConflictError(
      blocks.map(({ message }) => message).join(' ') ||
        `${preflight.title} needs the permission ${preflight.permission}`,
    );
  }
}

/**
 * Makes a step of templates of an action, for `createTemplateAction` of Backstage's scaffolder. It goes the way that pages
 * go, with the credentials of whoever started the task: permission, preflight, audit and run are the same. The step ends
 * when the run has, with the run's own message if it did not succeed.
 *
 * This is how actions that destroy reach templates: they are in no actions registry, and so no tools.
 *
 * @public
 */
export function templateAction(
  definition: TemplateActionDefinition,
  services: { auth: AuthService; discovery: DiscoveryService },
) {
  const { pluginId, action, description, examples } = definition;
  const input = toZodV3(definition.input);
  const output = z.object({
    runId: z.string().describe('By which the run and its log are found'),
  });
  return {
    id: `${pluginId}:${action}`,
    description,
    examples,
    supportsDryRun: true,
    schema: { input: () => input, output: () => output },
    async handler(step: TemplateStep): Promise<void> {
      const client = new RunClient({
        ...services,
        pluginId,
        credentials: await step.getInitiatorCredentials(),
      });
      if (step.isDryRun) {
        await rehearse(step, client, action);
        step.output('runId', 'none: nothing was done');
        return;
      }
      const runId = await beginOrFind(step, client, action);
      step.output('runId', runId);
      const run = await followToEnd(step, client, runId);
      if (run.state === 'succeeded') return;
      throw new ConflictError(
        `${run.title}: ${run.state}. ${run.error?.message ?? ''} See the run ${
          run.id
        }.`,
      );
    },
  };
}
