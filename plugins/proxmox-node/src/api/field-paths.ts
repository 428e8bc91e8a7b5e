import { z } from 'zod';

/**
 * The paths of the values that a schema reads: `[].cpu` in rows, `*.*` where keys are data.
 */
export function fieldPaths(schema: z.ZodType, at = ''): string[] {
  const join = (key: string) => (at ? `${at}.${key}` : key);
  if (schema instanceof z.ZodOptional) {
    return fieldPaths(schema.unwrap() as z.ZodType, at);
  }
  if (schema instanceof z.ZodArray) {
    return fieldPaths(schema.element as z.ZodType, `${at}[]`);
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, value]) =>
      fieldPaths(value as z.ZodType, join(key)),
    );
  }
  if (schema instanceof z.ZodRecord) {
    return fieldPaths(schema.valueType as z.ZodType, join('*'));
  }
  // An answer without parts, such as a UPID, has no fields.
  return at ? [at] : [];
}
