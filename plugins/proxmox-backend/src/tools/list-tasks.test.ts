import { onlyPublic, READ_AT, setUpTools } from '../__testUtils__/readingTools';

describe('list-tasks', () => {
  const upids = async (
    options: Parameters<typeof setUpTools>[0],
    input: Record<string, unknown> = {},
  ) =>
    (
      (await setUpTools(options)('list-tasks', input)).tasks as {
        upid: string;
      }[]
    ).map(({ upid }) => upid.split(':')[2]);

  it('tells the newest first, with the age', async () => {
    const output = await setUpTools()('list-tasks', { limit: 1 });
    expect(output).toMatchObject({
      total: 3,
      tasks: [{ cluster: 'home', state: 'succeeded', user: 'ctrl@pve' }],
      clusters: [{ name: 'home', readAt: READ_AT, unknown: [] }],
    });
  });

  it.each([
    [{ vmid: '100' }, ['1']],
    [{ state: 'running' }, ['2']],
    [{ node: 'forge' }, []],
    [{ cluster: 'home' }, ['3', '2', '1']],
  ])('tells those of %j', async (input, expected) => {
    expect(await upids({}, input)).toEqual(expected);
  });

  it('leaves out what is about guests that one may not see', async () => {
    expect(await upids({ decision: onlyPublic })).toEqual(['3', '2']);
  });
});
