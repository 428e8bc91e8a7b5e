import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InputError } from '@backstage/errors';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { z } from 'zod';
import { toZodV3 } from './zod-v3';

/**
 * Something that template steps and assistants can ask. It reads what was collected, and never the upstream.
 *
 * @public
 */
export interface ReadingTool<
  I extends z.ZodObject = z.ZodObject,
  O extends z.ZodObject = z.ZodObject,
> {
  /** Within the plugin, in kebab case: `list-guests`. */
  name: string;
  title: string;
  /** What it answers and what its answer leaves out, for people and assistants. */
  description: string;
  /** Made of what `toZodV3` takes, as is `output`. */
  input: I;
  output: O;
  /** Whoever lacks it is not told that there is such a tool, and gets no answer of it. */
  permission: BasicPermission;
  /** Answers what the caller may see, and says what is missing or old. */
  read(
    input: z.output<I>,
    credentials: BackstageCredentials,
  ): Promise<z.input<O>>;
}

/** Keeps a tool's types together. @public */
export function defineReadingTool<I extends z.ZodObject, O extends z.ZodObject>(
  tool: ReadingTool<I, O>,
): ReadingTool {
  return tool as unknown as ReadingTool;
}

/**
 * Offers tools that read in Backstage's actions registry, as what they are: they change nothing, and asking twice is as
 * good as once.
 *
 * @public
 */
export function registerReadingTools(
  registry: ActionsRegistryService,
  tools: readonly ReadingTool[],
): void {
  for (const tool of tools) {
    registry.register({
      name: tool.name,
      title: tool.title,
      description: tool.description,
      attributes: { readOnly: true, destructive: false, idempotent: true },
      visibilityPermission: tool.permission,
      schema: {
        input: () => toZodV3(tool.input),
        output: () => toZodV3(tool.output),
      },
      async action({ input, credentials }) {
        const parsed = tool.input.safeParse(input);
        if (!parsed.success) {
          const issues = parsed.error.issues.map(
            issue => `${issue.path.join('.') || 'input'}: ${issue.message}`,
          );
          throw new InputError(
            `The input of ${tool.name} is not valid: ${issues.join('; ')}`,
          );
        }
        return { output: await tool.read(parsed.data, credentials) };
      },
    });
  }
}
