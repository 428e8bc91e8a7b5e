import { InputError } from '@backstage/errors';
import { parseUpid } from '../api/upid';

/** The node that works on a task, by its name. Throws an `InputError` for what is none. */
export function nodeOfTask(upid: string): string {
  const parsed = parseUpid(upid);
  if (!parsed) throw new InputError('That is not the name of a task (UPID)');
  return parsed.node;
}
