type JsonObject = { [key: string]: unknown };

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two arrays hold the same; a merge patch replaces an array as a whole. */
function isSameArray(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}

/**
 * The JSON merge patch (RFC 7396) that turns `before` into `after`; an empty object when they are equal.
 * Since a patch says "remove" with null, the values must hold none: ours use absent members instead.
 *
 * @public
 */
export function createMergePatch(
  before: object,
  after: object,
): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  const from = before as JsonObject;
  const to = after as JsonObject;
  for (const key of Object.keys(from)) {
    if (to[key] === undefined && from[key] !== undefined) patch[key] = null;
  }
  for (const [key, value] of Object.entries(to)) {
    const old = from[key];
    if (value === undefined || value === old) continue;
    if (isObject(old) && isObject(value)) {
      const inner = createMergePatch(old, value);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (
      !(Array.isArray(old) && Array.isArray(value) && isSameArray(old, value))
    ) {
      patch[key] = value;
    }
  }
  return patch;
}

/**
 * Applies a JSON merge patch without changing `target`. What the patch does not touch keeps its identity, so that a
 * table over thousands of rows renders again only those that changed.
 *
 * @public
 */
export function applyMergePatch<T extends object>(
  target: T,
  patch: Record<string, unknown>,
): T {
  const entries = Object.entries(patch);
  if (entries.length === 0) return target;
  const result: JsonObject = { ...(target as JsonObject) };
  for (const [key, value] of entries) {
    if (value === null) {
      delete result[key];
    } else if (isObject(value)) {
      const old = result[key];
      result[key] = applyMergePatch(isObject(old) ? old : {}, value);
    } else {
      result[key] = value;
    }
  }
  return result as T;
}
