import { isDeepStrictEqual } from 'node:util';
import type { Doors } from './doors';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A JSON schema without what means nothing:
 *
 * - `$schema`: which draft it is written in. What actions use means the same in all of them.
 * - `propertyNames` of strings: JSON has no others
 * - limits of an integer at what a number can hold: as good as none
 * - the order of `required`
 */
export function meaningOf(schema: unknown): unknown {
  // Spread: an array of another realm would make one of that realm, which equals none of ours.
  if (Array.isArray(schema)) return [...schema].map(meaningOf);
  if (!isObject(schema)) return schema;
  const isInteger = schema.type === 'integer';
  return Object.fromEntries(
    Object.entries(schema)
      .filter(
        ([key, value]) =>
          key !== '$schema' &&
          !(
            key === 'propertyNames' &&
            isDeepStrictEqual(value, { type: 'string' })
          ) &&
          !(
            isInteger &&
            ((key === 'maximum' && value === Number.MAX_SAFE_INTEGER) ||
              (key === 'minimum' && value === Number.MIN_SAFE_INTEGER))
          ),
      )
      .map(([key, value]) => [
        key,
        key === 'required' && Array.isArray(value)
          ? [...value].sort()
          : meaningOf(value),
      ]),
  );
}

/** Where doors differ about an action, a line each; none when they say the same. */
export function differences(doors: Doors, ids: readonly string[]): string[] {
  const [[first, reference], ...others] = Object.entries(doors);
  return ids.flatMap(id => {
    const expected = reference[id];
    if (!expected) return [`${id} is not in ${first}`];
    return others.flatMap(([door, actions]) => {
      const told = actions[id];
      if (!told) return [`${id} is not in ${door}`];
      return (['description', 'input'] as const)
        .filter(
          what =>
            !isDeepStrictEqual(
              meaningOf(told[what]),
              meaningOf(expected[what]),
            ),
        )
        .map(what => `The ${what} of ${id} differs in ${door} from ${first}`);
    });
  });
}
