import { InputError } from '@backstage/errors';
import type { ConfigApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';

const problemSchema = z.object({
  message: z.string().trim().min(1),
  todo: z.string().trim().min(1),
  /** Whether there are documents of before; without it there are none at all. */
  older: z.boolean().default(false),
});

/** Why documents are missing or old, and what to do about it. */
export type DocsProblem = z.output<typeof problemSchema>;

/**
 * Reads `infra.docs.problem`, which `npm start` writes when it could not build the documents.
 *
 * @returns nothing when they are as they should be.
 * @throws InputError that names the setting that cannot be used.
 */
export function readDocsProblem(config: ConfigApi): DocsProblem | undefined {
  const value = config.getOptional('infra.docs.problem');
  if (value === undefined) {
    return undefined;
  }
  const parsed = problemSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `The setting ${['infra', 'docs', 'problem', ...issue.path].join(
        '.',
      )} cannot be used: ${
        issue.message
      }. It takes { message: what is wrong, todo: what to do, older: whether there are old ones }.`,
    );
  }
  return parsed.data;
}
