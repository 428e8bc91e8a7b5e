import { z } from 'zod';
import { toZodV3 } from './zod-v3';
import { zodToJsonSchema } from 'zod-to-json-schema';

/** What differs between the two generators without a difference in meaning. */
function meaning(schema: object): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => {
      if (key === '$schema') return undefined;
      // v4 says that keys are strings, and that integers are safe; JSON has no other.
      if (key === 'propertyNames') return undefined;
      if (key === 'maximum' && value === Number.MAX_SAFE_INTEGER)
        return undefined;
      if (key === 'minimum' && value === Number.MIN_SAFE_INTEGER)
        return undefined;
      return value;
    }),
  );
}

const inputs: Record<string, z.ZodObject> = {
  'plain members': z.strictObject({
    name: z.string(),
    count: z.number(),
    on: z.boolean(),
  }),
  limits: z.strictObject({
    name: z.string().min(1).max(63),
    vmid: z.string().regex(/^\d+$/),
    timeout: z.number().int().min(1).max(3600),
    share: z.number().gt(0).lt(1),
  }),
  choices: z.strictObject({ mode: z.enum(['start', 'stop']) }),
  'lists and records': z.strictObject({
    tags: z.array(z.string().describe('a tag')),
    guests: z.array(z.string()).min(1).max(500),
    labels: z.record(z.string(), z.string()),
  }),
  'optional members and defaults': z.strictObject({
    force: z.boolean().optional(),
    timeout: z.number().default(60),
  }),
  'descriptions, at every depth': z
    .strictObject({
      guest: z.string().describe('as in qemu/100'),
      inner: z.strictObject({ value: z.string().describe('deep').optional() }),
    })
    .describe('What it takes'),
};

describe('toZodV3', () => {
  it.each(Object.entries(inputs))('says the same in v3: %s', (_, schema) => {
    const v4 = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
    const v3 = zodToJsonSchema(toZodV3(schema), { target: 'jsonSchema7' });
    expect(meaning(v3)).toEqual(meaning(v4));
  });

  it('validates the same', () => {
    const v3 = toZodV3(inputs.limits);
    const good = { name: 'a', vmid: '100', timeout: 5, share: 0.5 };
    expect(v3.parse(good)).toEqual(inputs.limits.parse(good));
    for (const bad of [
      { ...good, name: '' },
      { ...good, vmid: 'x' },
      { ...good, timeout: 0.5 },
      { ...good, share: 1 },
      { ...good, more: 1 },
    ]) {
      expect(v3.safeParse(bad).success).toBe(false);
      expect(inputs.limits.safeParse(bad).success).toBe(false);
    }
  });

  it.each([
    ['a union', z.union([z.string(), z.number()])],
    ['an e-mail', z.email()],
    ['a transformation', z.string().transform(value => value.length)],
    ['an array of exactly so many', z.array(z.string()).length(2)],
  ])('refuses %s, which would be lost', (_, schema) => {
    expect(() => toZodV3(z.object({ value: schema }))).toThrow(
      "An action's schema cannot hold",
    );
  });
});
