import { createHash } from 'node:crypto';

/** The id of a run that follows from something: the same for the same key of the same owner, so that it is found again. */
export function derivedId(owner: string, key: string): string {
  const hash = createHash('sha256').update(`${owner}\n${key}`).digest('hex');
  // In the form of a UUID of version 8, which is for ids that somebody makes of something.
  const variant = ((parseInt(hash[16], 16) % 4) + 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
