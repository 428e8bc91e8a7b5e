import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  failed,
  idsOf,
  onlyPublic,
  READ_AT,
  setUpTools,
} from '../__testUtils__/readingTools';

describe('list-guests', () => {
  it.each([
    [{}, ['lxc/200', 'qemu/100', 'qemu/101', 'qemu/102']],
    [{ cluster: 'home', tag: 'web' }, ['lxc/200', 'qemu/100']],
    [{ node: 'forge' }, ['qemu/102']],
    [{ status: 'running' }, ['lxc/200', 'qemu/100']],
    [{ status: 'unknown' }, ['qemu/102']],
    [{ tag: 'none' }, []],
  ])('filters by %j', async (input, expected) => {
    const output = await setUpTools()('list-guests', input);
    expect(idsOf(output)).toEqual(expected);
    expect(output.total).toBe(expected.length);
  });

  it('says that there are more than it lists', async () => {
    const output = await setUpTools()('list-guests', { limit: 1 });
    expect(idsOf(output)).toEqual(['lxc/200']);
    expect(output.total).toBe(4);
  });

  it('calls nothing running that nobody can vouch for', async () => {
    const list = setUpTools({ snapshot: failed });
    const output = await list('list-guests', { cluster: 'home' });
    expect(output.guests).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: 'qemu/100',
          status: 'unknown',
          lastKnownStatus: 'running',
          lastKnownAt: READ_AT,
        }),
      ]),
    );
    expect(idsOf(await list('list-guests', { status: 'running' }))).toEqual([]);
  });

  it('shows only what the caller may see, and says when that is nothing', async () => {
    const some = await setUpTools({ decision: onlyPublic })('list-guests');
    expect(idsOf(some)).toEqual(['lxc/200']);
    expect(some.total).toBe(1);

    const none = await setUpTools({
      decision: { result: AuthorizeResult.DENY },
    })('list-guests');
    expect(none.guests).toEqual([]);
    expect(none.clusters).toEqual([
      expect.objectContaining({
        unknown: [expect.stringContaining('proxmox.guest.read')],
      }),
    ]);
  });

  it.each([[{ limit: 0 }], [{ limit: 501 }], [{ where: 'here' }]])(
    'refuses %j',
    async input => {
      await expect(setUpTools()('list-guests', input)).rejects.toThrow(
        /Invalid input/,
      );
    },
  );
});
