import type { z as v4 } from 'zod';
import { z } from 'zod/v3';

interface Definition {
  type: string;
  shape?: Record<string, v4.ZodType>;
  catchall?: v4.ZodType;
  innerType?: v4.ZodType;
  element?: v4.ZodType;
  valueType?: v4.ZodType;
  entries?: Record<string, string | number>;
  defaultValue?: unknown;
  format?: string;
  checks?: { _zod: { def: Check } }[];
}

interface Check {
  check: string;
  value?: number;
  minimum?: number;
  maximum?: number;
  inclusive?: boolean;
  pattern?: RegExp;
  format?: string;
}

const checksOf = (definition: Definition) =>
  (definition.checks ?? []).map(check => check._zod.def);

function unsupported(what: string): never {
  throw new TypeError(
    `An action's schema cannot hold ${what}: it has no counterpart in zod v3, which Backstage's actions registry and scaffolder need`,
  );
}

function toString(definition: Definition): z.ZodTypeAny {
  if (definition.format)
    unsupported(`a string that is of the format '${definition.format}'`);
  return checksOf(definition).reduce((schema, check) => {
    if (check.check === 'min_length') return schema.min(check.minimum!);
    if (check.check === 'max_length') return schema.max(check.maximum!);
    if (check.check === 'string_format' && check.format === 'regex') {
      return schema.regex(check.pattern!);
    }
    return unsupported(`the check '${check.format ?? check.check}'`);
  }, z.string());
}

function toNumber(definition: Definition): z.ZodTypeAny {
  return checksOf(definition).reduce((schema, check) => {
    if (check.check === 'number_format') return schema.int();
    const { value = 0, inclusive } = check;
    if (check.check === 'greater_than') {
      return inclusive ? schema.gte(value) : schema.gt(value);
    }
    if (check.check === 'less_than') {
      return inclusive ? schema.lte(value) : schema.lt(value);
    }
    return unsupported(`the check '${check.check}'`);
  }, z.number());
}

function toArray(definition: Definition): z.ZodTypeAny {
  return checksOf(definition).reduce((schema, check) => {
    if (check.check === 'min_length') return schema.min(check.minimum!);
    if (check.check === 'max_length') return schema.max(check.maximum!);
    return unsupported(`the check '${check.check}' of an array`);
  }, z.array(convert(definition.element!)));
}

function toEnum(entries: Record<string, string | number>): z.ZodTypeAny {
  const values = Object.values(entries);
  if (!values.every(value => typeof value === 'string')) {
    unsupported('an enum of numbers');
  }
  return z.enum(values as [string, ...string[]]);
}

function described(schema: z.ZodTypeAny, of: v4.ZodType): z.ZodTypeAny {
  return of.description === undefined
    ? schema
    : schema.describe(of.description);
}

function convert(schema: v4.ZodType): z.ZodTypeAny {
  const definition = schema.def as unknown as Definition;
  const finish = (converted: z.ZodTypeAny) => described(converted, schema);
  switch (definition.type) {
    case 'object':
      return toZodV3(schema as v4.ZodObject);
    case 'string':
      return finish(toString(definition));
    case 'number':
      return finish(toNumber(definition));
    case 'boolean':
      return finish(z.boolean());
    case 'enum':
      return finish(toEnum(definition.entries!));
    case 'array':
      return finish(toArray(definition));
    case 'record':
      return finish(z.record(convert(definition.valueType!)));
    case 'optional':
      return finish(convert(definition.innerType!).optional());
    case 'default':
      return finish(
        convert(definition.innerType!).default(definition.defaultValue),
      );
    default:
      return unsupported(`'${definition.type}'`);
  }
}

/**
 * The zod v3 schema that says the same as one of v4. Backstage's actions registry and its scaffolder take v3 alone: a v4
 * schema given to them is accepted and then lost, the tool vanishes and the scaffolder takes anything.
 *
 * Takes what actions are made of: object, string (min, max, regex), number (int and limits), boolean, enum, array
 * (min, max), record, optional, default and describe.
 *
 * @throws TypeError for anything else, at start
 * @public
 */
export function toZodV3(schema: v4.ZodObject): z.AnyZodObject {
  const { shape, catchall } = schema.def as unknown as Definition;
  const members = Object.fromEntries(
    Object.entries(shape!).map(([key, value]) => [key, convert(value)]),
  );
  const object = z.object(members);
  const isStrict =
    (catchall?.def as unknown as Definition | undefined)?.type === 'never';
  const closed = isStrict ? object.strict() : object;
  return described(closed, schema) as z.AnyZodObject;
}
