import type { Shape } from './contract-types.ts';
import { patternOf } from './parameters.ts';

/** What of `value` the schema does not have: fields, types, values out of range. */
export function checkValue(shape: Shape, value: unknown, at: string): string[] {
  if (value === null || value === undefined) {
    return shape.type === 'null' || shape.optional ? [] : [`${at}: missing`];
  }
  switch (shape.type) {
    case 'null':
      return [`${at}: must be null`];
    case 'array':
      return checkArray(shape, value, at);
    case 'object':
      return checkObject(shape, value, at);
    default:
      return checkScalar(shape, value, at);
  }
}

function checkArray(shape: Shape, value: unknown, at: string): string[] {
  if (!Array.isArray(value)) return [`${at}: must be an array`];
  const { items } = shape;
  if (!items) return value.length > 0 ? [`${at}[]: items unspecified`] : [];
  return value.flatMap((item, index) =>
    checkValue(items, item, `${at}[${index}]`),
  );
}

function checkObject(shape: Shape, value: unknown, at: string): string[] {
  if (typeof value !== 'object' || Array.isArray(value)) {
    return [`${at}: must be an object`];
  }
  const properties = shape.properties ?? {};
  const record = value as Record<string, unknown>;
  const problems: string[] = [];
  for (const [name, property] of Object.entries(properties)) {
    if (!(name in record)) {
      if (!property.optional) problems.push(`${at}.${name}: missing`);
    } else {
      problems.push(...checkValue(property, record[name], `${at}.${name}`));
    }
  }
  for (const [name, item] of Object.entries(record)) {
    if (name in properties) continue;
    const numbered = numberedProperty(properties, name);
    if (numbered) {
      problems.push(...checkValue(numbered, item, `${at}.${name}`));
    } else if (shape.additionalProperties) {
      problems.push(
        ...checkValue(shape.additionalProperties, item, `${at}.${name}`),
      );
    } else {
      problems.push(`${at}.${name}: not in the schema`);
    }
  }
  return problems;
}

/** `net0` is one of `net[n]`, as the official schema writes them. */
function numberedProperty(
  properties: Record<string, Shape>,
  name: string,
): Shape | undefined {
  const family = name.replace(/\d+$/, '[n]');
  return family === name ? undefined : properties[family];
}

function checkScalar(shape: Shape, value: unknown, at: string): string[] {
  const problems: string[] = [];
  const type = shape.type ?? 'string';
  if (type === 'boolean') {
    // Perl has no booleans: the API sends the integers 1 and 0.
    if (value !== 0 && value !== 1) problems.push(`${at}: must be 0 or 1`);
  } else if (type === 'integer') {
    if (!Number.isSafeInteger(value)) problems.push(`${at}: not an integer`);
  } else if (type === 'number') {
    if (!Number.isFinite(value)) problems.push(`${at}: not a number`);
  } else if (type === 'string' && typeof value !== 'string') {
    problems.push(`${at}: not a string`);
  } else if (type === 'scalar' && !/^(string|number)$/.test(typeof value)) {
    problems.push(`${at}: neither a string nor a number`);
  }
  if (shape.enum && !shape.enum.includes(String(value))) {
    problems.push(`${at}: '${value}' is none of ${shape.enum.join(', ')}`);
  }
  if (shape.pattern && !patternOf(shape.pattern).test(String(value))) {
    problems.push(`${at}: '${value}' does not match ${shape.pattern}`);
  }
  if (shape.minimum !== undefined && Number(value) < shape.minimum) {
    problems.push(`${at}: ${value} is less than ${shape.minimum}`);
  }
  if (shape.maximum !== undefined && Number(value) > shape.maximum) {
    problems.push(`${at}: ${value} is more than ${shape.maximum}`);
  }
  return problems;
}

/**
 * The shape at a field path: `[]` steps into an array's items, `*` into a map,
 * a name into an object. `[].cpu`, `lrm_status.*.timestamp`.
 */
export function shapeAt(shape: Shape, fieldPath: string): Shape | undefined {
  const steps = fieldPath
    .replaceAll('[]', '.[].')
    .split('.')
    .filter(step => step !== '');
  let current: Shape | undefined = shape;
  for (const step of steps) {
    if (step === '[]') current = current?.items;
    else if (step === '*') current = current?.additionalProperties;
    else {
      const { properties = {}, additionalProperties }: Shape = current ?? {};
      current =
        properties[step] ??
        numberedProperty(properties, step) ??
        additionalProperties;
    }
    if (!current) return undefined;
  }
  return current;
}
