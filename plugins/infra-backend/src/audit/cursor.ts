import { InputError } from '@backstage/errors';
import { z } from 'zod';

const cursorSchema = z.record(z.string(), z.number().int().positive());

/** How far each plugin's trail has been read: the next page is of what is before. */
export type AuditCursor = z.infer<typeof cursorSchema>;

export function encodeCursor(cursor: AuditCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws InputError when it is not one of ours */
export function decodeCursor(text: string | undefined): AuditCursor {
  if (text === undefined) return {};
  try {
    return cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    );
  } catch (error) {
    throw new InputError(
      'The cursor is not one that this route gave. Leave it out to begin with the newest.',
      error,
    );
  }
}
