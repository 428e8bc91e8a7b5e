import { z } from 'zod';
import { endpoints, usedEndpoints } from './endpoints';
import { fieldPaths } from './field-paths';
import { resourceRowSchema } from './schemas';

it('lists the fields of rows, objects and maps', () => {
  const leaf = z.preprocess(value => value, z.string().optional());
  expect(
    fieldPaths(z.array(z.object({ a: leaf, b: z.object({ c: leaf }) }))),
  ).toEqual(['[].a', '[].b.c']);
  expect(fieldPaths(z.object({ a: z.array(z.string()) }))).toEqual(['a[]']);
  expect(fieldPaths(z.record(z.string(), z.object({ a: leaf })))).toEqual([
    '*.a',
  ]);
});

it('lists what the client uses', () => {
  const find = (path: string) => usedEndpoints.find(e => e.path === path);
  expect(usedEndpoints).toHaveLength(Object.keys(endpoints).length);
  expect(find('/version')).toEqual({
    method: 'GET',
    path: '/version',
    parameters: [],
    fields: ['version', 'release', 'repoid'],
  });
  expect(find('/access/permissions')?.fields).toEqual(['*.*']);
  expect(find('/cluster/resources')?.fields).toEqual(
    expect.arrayContaining(['[].id', '[].cpu', '[].hastate']),
  );
});

describe('a row', () => {
  const row = { id: 'qemu/100', type: 'qemu' };

  it('may lack everything else, and have more', () => {
    expect(resourceRowSchema.parse({ ...row, 'cgroup-mode': 2 })).toEqual(row);
  });

  it('is read as Perl means it', () => {
    const parsed = resourceRowSchema.parse({
      ...row,
      name: 100,
      vmid: '100',
      cpu: '0.25',
      mem: null,
      template: '1',
      shared: 0,
      tags: null,
    });
    expect(parsed).toMatchObject({
      name: '100',
      vmid: 100,
      cpu: 0.25,
      template: true,
      shared: false,
    });
    expect(parsed.mem).toBeUndefined();
    expect(parsed.tags).toBeUndefined();
  });

  it.each([{ vmid: 'x' }, { cpu: {} }, { name: [] }, { template: 'maybe' }])(
    'does not take %j',
    values => {
      expect(resourceRowSchema.safeParse({ ...row, ...values })).toMatchObject({
        success: false,
        error: { issues: [{ path: Object.keys(values) }] },
      });
    },
  );
});
