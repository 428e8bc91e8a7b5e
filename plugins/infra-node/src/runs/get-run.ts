import {
  infraRunReadPermission,
  runStates,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { defineReadingTool, type ReadingTool } from '../actions/reading-tool';
import type { RunStore } from './run-store';
import type { VisibleRuns } from './visible-runs';

/** How many lines of the log are told: its end. */
const LINES = 20;

const output = z.object({
  runId: z.string(),
  title: z.string(),
  state: z
    .enum(runStates)
    .describe(
      'accepted, sending and running are under way; unknown: nobody could find out the end',
    ),
  step: z.string().optional().describe('What is being done just now'),
  progress: z.number().optional().describe('0 to 1'),
  actor: z.string(),
  createdAt: z.string().describe('ISO 8601, UTC'),
  endedAt: z.string().optional(),
  error: z.string().optional().describe('Why it did not succeed'),
  output: z.record(z.string(), z.string()).optional(),
  log: z.array(z.string()).describe(`Its last ${LINES} lines`),
});

/** What became of a run: for assistants that gave up on a tool before its end. */
export const getRun = (
  runs: VisibleRuns,
  store: Pick<RunStore, 'lastLines'>,
): ReadingTool =>
  defineReadingTool({
    name: 'get-run',
    title: 'Get a run',
    description:
      'Tells how far a change has come that a tool began, and how it ended, with the end of its log. Ask for this, and not for the same change again, when a tool answered with a run that goes on.',
    permission: infraRunReadPermission,
    input: z.strictObject({
      runId: z.string().max(100).describe('As the tool answered it'),
    }),
    output,
    async read({ runId }, credentials) {
      const run = await runs.get(runId, credentials);
      const { title, state, step, progress, actor, createdAt, endedAt } = run;
      return {
        ...{ runId, title, state, step, progress, actor, createdAt, endedAt },
        error: run.error?.message,
        output:
          run.output &&
          Object.fromEntries(
            Object.entries(run.output).map(([name, value]) => [
              name,
              typeof value === 'string' ? value : JSON.stringify(value),
            ]),
          ),
        log: (await store.lastLines(runId, LINES)).map(({ text }) => text),
      };
    },
  });
