import { contractOf, findEndpoint, type Pve, type Shape } from '../contract.ts';

/** `net0` is one of `net[n]`, as the official schema writes them. */
function propertyOf(shape: Shape | undefined, name: string): Shape | undefined {
  const { properties = {}, additionalProperties } = shape ?? {};
  return (
    properties[name] ??
    properties[name.replace(/\d+$/, '[n]')] ??
    additionalProperties
  );
}

function without(older: Shape, newer: Shape, value: unknown): unknown {
  if (Array.isArray(value)) {
    const { items: olderItems } = older;
    const { items: newerItems } = newer;
    if (!olderItems || !newerItems) return value;
    return value.map(item => without(olderItems, newerItems, item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const before = propertyOf(older, name);
    const now = propertyOf(newer, name);
    // What neither has is a mistake of the lab's: it stays, so that tests find it.
    if (!before && now) continue;
    kept[name] = before && now ? without(before, now, item) : item;
  }
  return kept;
}

/**
 * Leaves out of an answer's data what version 9's schema has and that of 8 has
 * not, so that the methods are written once. What differs otherwise is theirs.
 */
export function asAnsweredBy(
  pve: Pve,
  method: string,
  path: string,
): (data: unknown) => unknown {
  const older = findEndpoint(method, path, pve);
  const newer = findEndpoint(method, path, '9');
  if (pve === '9' || !older || !newer) return data => data;
  return data => without(older.endpoint.returns, newer.endpoint.returns, data);
}

/** Whether a generation has a method at all. */
export function hasMethod(pve: Pve, name: string): boolean {
  return contractOf(pve).endpoints.some(
    ({ method, path }) => `${method} ${path}` === name,
  );
}
