import { record, sourceOf } from '../__testUtils__/audit';
import { PluginFailure } from '../plugins/plugin-failure';
import type { AuditSource } from './audit-source';
import { encodeCursor } from './cursor';
import { mergeNewest } from './merge';
import { searchAudit } from './search-audit';

const silent: AuditSource = {
  search: async () => {
    throw new PluginFailure('silent', 'It is silent');
  },
  verify: async () => {
    throw new PluginFailure('silent', 'It is silent');
  },
};

async function allPages(sources: Map<string, AuditSource>, limit: number) {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await searchAudit(sources, { limit }, cursor);
    pages.push(page.items.map(item => `${item.pluginId} ${item.seq}`));
    cursor = page.cursor;
  } while (cursor);
  return pages;
}

describe('mergeNewest', () => {
  it('takes the newest of all, and keeps the order of each where its clock went backwards', () => {
    const a = [record('a', 3, 10), record('a', 2, 50), record('a', 1, 5)];
    const b = [record('b', 2, 40), record('b', 1, 7)];
    const merged = mergeNewest([a, b], 4).map(r => `${r.pluginId}${r.seq}`);
    expect(merged).toEqual(['b2', 'a3', 'a2', 'b1']);
  });
});

describe('searchAudit', () => {
  it.each([1, 2, 3, 4, 5, 7, 100])(
    'gives every record once, the newest first, in pages of %d',
    async limit => {
      const sources = new Map([
        ['infra', sourceOf('infra', [2, 9]).source],
        ['proxmox', sourceOf('proxmox', [1, 3, 4, 8]).source],
        ['vault', sourceOf('vault', []).source],
      ]);
      const pages = await allPages(sources, limit);
      expect(pages.flat()).toEqual([
        'infra 2',
        'proxmox 4',
        'proxmox 3',
        'proxmox 2',
        'infra 1',
        'proxmox 1',
      ]);
      // No page is there in vain.
      expect(pages).toHaveLength(Math.ceil(6 / limit));
    },
  );

  /** A trail that shows what is in few records, and looks at two at a time. */
  const lookingAtTwo = (seconds: number[], shown: number[]): AuditSource => {
    const { source } = sourceOf('proxmox', seconds);
    return {
      ...source,
      async search(query) {
        const { items } = await source.search({ ...query, limit: 2 });
        const last = items.at(-1);
        return {
          items: items.filter(({ seq }) => shown.includes(seq)),
          ...(items.length === 2 && { next: last!.seq }),
        };
      },
    };
  };

  it('goes on where a trail has looked at much in vain', async () => {
    const sources = new Map([
      ['infra', sourceOf('infra', [1]).source],
      ['proxmox', lookingAtTwo([2, 3, 4, 5, 6, 7, 8], [1, 6])],
    ]);
    expect((await allPages(sources, 10)).flat()).toEqual([
      'proxmox 6',
      'infra 1',
      'proxmox 1',
    ]);
  });

  it('makes unknown what a plugin does not tell, and shows the rest to its end', async () => {
    const sources = new Map([
      ['infra', sourceOf('infra', [2]).source],
      ['proxmox', silent],
    ]);
    const page = await searchAudit(sources, { limit: 10 }, undefined);
    expect(page.items).toHaveLength(1);
    expect(page.cursor).toBeUndefined();
    expect(page.unknown).toEqual([
      { pluginId: 'proxmox', message: 'It is silent' },
    ]);
  });

  it('asks each trail with the same filters, from where its page ended', async () => {
    const { source, asked } = sourceOf('proxmox', [1, 2, 3]);
    const sources = new Map([
      ['infra', sourceOf('infra', []).source],
      ['proxmox', source],
    ]);
    const query = { actor: 'user:default/ann', limit: 2 };
    const { cursor } = await searchAudit(sources, query, undefined);
    await searchAudit(sources, query, cursor);
    expect(asked).toEqual([
      { ...query, before: undefined },
      { ...query, before: 2 },
    ]);
  });

  it.each([
    'rubbish',
    encodeCursor({ proxmox: -1 }),
    Buffer.from('[]').toString('base64url'),
  ])('refuses the cursor %s', async cursor => {
    await expect(
      searchAudit(
        new Map([['infra', sourceOf('infra', []).source]]),
        { limit: 1 },
        cursor,
      ),
    ).rejects.toThrow('not one that this route gave');
  });
});
