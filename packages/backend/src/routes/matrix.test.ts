import {
  allTools,
  askRoutes,
  askTools,
  startForEverybody,
  type Everybody,
} from '../__testUtils__/askEverybody';
import { bodies, routes, tools } from './matrix';
import { CALLERS, gaps, parseTable, wrongCells } from './matrixTable';
import { walkRoutes } from './walkRoutes';

/** The plugins whose routes are ours. */
const OURS = /^\/api\/(infra|proxmox)\//;

/** What our plugins serve, by their own documents. */
async function documented({ portal, tokens }: Everybody): Promise<string[]> {
  const all = await Promise.all(
    ['infra', 'proxmox'].map(async pluginId => {
      const response = await fetch(
        `${portal.url}/api/${pluginId}/openapi.json`,
        { headers: { authorization: `Bearer ${tokens.admin}` } },
      );
      const { paths } = (await response.json()) as {
        paths: Record<string, Record<string, unknown>>;
      };
      return Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(
          method =>
            `${method} /api/${pluginId}${path.replace(/\{\w+\}/g, 'x')}`,
        ),
      );
    }),
  );
  return all.flat();
}

let everybody: Everybody;
let served: string[];

beforeAll(async () => {
  everybody = await startForEverybody();
  // A tool is invoked by its id, so that route is as many as there are tools.
  const ids = (await allTools(everybody)).map(name => name.replace('.', ':'));
  served = walkRoutes(everybody.portal.app)
    .filter(({ path }) => OURS.test(path))
    .map(({ method, path }) => `${method} ${path}`)
    .flatMap(asked =>
      asked.includes('/actions/x/invoke')
        ? ids
            .filter(id => asked.includes(`/api/${id.split(':')[0]}/`))
            .map(id => asked.replace('/x/', `/${id}/`))
        : [asked],
    );
}, 60_000);
afterAll(() => everybody.portal.stop());

const bodyOf = (asked: string) =>
  asked.startsWith('post ')
    ? Object.entries(bodies).find(([part]) => asked.includes(part))?.[1] ?? {}
    : undefined;

it('has every route of our plugins, and nothing else', async () => {
  const table = parseTable(routes);
  expect(gaps(table, served)).toEqual([]);
  const rows = Object.keys(table);
  expect((await documented(everybody)).filter(r => !rows.includes(r))).toEqual(
    [],
  );
});

it('has every tool that assistants are offered, and nothing else', async () => {
  expect(gaps(parseTable(tools), await allTools(everybody))).toEqual([]);
});

it('does not go without any of them', () => {
  const table = parseTable(routes);
  const [first, ...rest] = Object.keys(table);
  const { [first]: _, ...without } = table;
  expect(gaps(without, served)).toEqual([`${first} is not in the matrix`]);
  expect(gaps(table, rest)).toEqual([
    `The matrix has ${first}, which does not exist`,
  ]);
  expect(() => parseTable(`${routes}${first} 401 | yes`)).toThrow(TypeError);
});

it.each(CALLERS)('shows each wrong cell of %s', caller => {
  const table = parseTable(routes);
  for (const [asked, cells] of Object.entries(table)) {
    const wrong = { ...cells, [caller]: 'something else' };
    expect(wrongCells(table, { ...table, [asked]: wrong })).toEqual([
      `${asked}, ${caller}: something else instead of ${cells[caller]}`,
    ]);
  }
});

it('is what everybody gets from every route', async () => {
  const table = parseTable(routes);
  const actual = await askRoutes(everybody, Object.keys(table), bodyOf);
  expect(wrongCells(table, actual)).toEqual([]);
}, 60_000);

it('is what assistants of everybody are offered', async () => {
  const table = parseTable(tools);
  const actual = await askTools(everybody, Object.keys(table));
  expect(wrongCells(table, actual)).toEqual([]);
});
