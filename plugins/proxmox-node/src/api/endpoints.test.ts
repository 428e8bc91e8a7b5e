import { z } from 'zod';
import { endpoints, usedEndpoints } from './endpoints';
import { fieldPaths } from './field-paths';

it('lists the fields of rows, objects and maps', () => {
  const leaf = z.string().optional();
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
    parameters: {},
    fields: ['version', 'release', 'repoid'],
  });
  expect(find('/access/permissions')?.fields).toEqual(['*.*']);
  expect(find('/cluster/resources')?.fields).toEqual(
    expect.arrayContaining(['[].id', '[].cpu', '[].hastate']),
  );
});

describe('a row', () => {
  const row = { id: 'qemu/100', type: 'qemu' };
  const { coerce, response } = endpoints.clusterResources;
  const parse = (values: object) =>
    response.safeParse(coerce([{ ...row, ...values }]));

  it('may lack everything else, and have more', () => {
    expect(parse({ 'cgroup-mode': 2 }).data).toEqual([row]);
  });

  it('is read as Perl means it', () => {
    const { data } = parse({
      name: 100,
      vmid: '100',
      cpu: '0.25',
      mem: null,
      template: '1',
      shared: 0,
      tags: null,
    });
    expect(data).toEqual([
      {
        ...row,
        name: '100',
        vmid: 100,
        cpu: 0.25,
        template: true,
        shared: false,
      },
    ]);
  });

  it.each([{ vmid: 'x' }, { cpu: {} }, { name: [] }, { template: 'maybe' }])(
    'does not take %j',
    values => {
      expect(parse(values)).toMatchObject({
        success: false,
        error: { issues: [{ path: [0, ...Object.keys(values)] }] },
      });
    },
  );

  it.each([{}, 'rows', [1], [null], null, undefined])(
    'does not take %j for rows',
    data => {
      expect(response.safeParse(coerce(data)).success).toBe(false);
    },
  );
});

it('reads permissions by path', () => {
  const { coerce, response } = endpoints.accessPermissions;
  expect(
    response.parse(coerce({ '/': { 'Sys.Audit': 1, 'VM.Audit': 0 } })),
  ).toEqual({ '/': { 'Sys.Audit': true, 'VM.Audit': false } });
  expect(response.safeParse(coerce({ '/': ['Sys.Audit'] })).success).toBe(
    false,
  );
});
