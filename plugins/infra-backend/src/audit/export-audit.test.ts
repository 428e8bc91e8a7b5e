import { sourceOf } from '../__testUtils__/audit';
import { PluginFailure } from '../plugins/plugin-failure';
import type { AuditSource } from './audit-source';
import { exportAudit } from './export-audit';

const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

async function linesOf(sources: Map<string, AuditSource>) {
  const lines: Record<string, unknown>[] = [];
  for await (const line of await exportAudit(sources, {})) {
    expect(line.endsWith('\n')).toBe(true);
    lines.push(JSON.parse(line));
  }
  return lines;
}

describe('exportAudit', () => {
  it('gives every record of all once, the newest first, and says that they are all', async () => {
    const sources = new Map([
      ['infra', sourceOf('infra', range(300, 900)).source],
      ['proxmox', sourceOf('proxmox', range(0, 1000)).source],
    ]);
    const lines = await linesOf(sources);
    expect(lines.pop()).toEqual({ end: true, records: 1600, unknown: [] });
    expect(lines).toHaveLength(1600);
    expect(new Set(lines.map(l => `${l.pluginId} ${l.seq}`)).size).toBe(1600);
    const times = lines.map(line => line.at);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('goes on where a trail has looked at much in vain', async () => {
    const { source } = sourceOf('infra', range(0, 100));
    const lines = await linesOf(
      new Map([
        [
          'infra',
          {
            ...source,
            async search(query) {
              const { items } = await source.search({ ...query, limit: 30 });
              return {
                items: items.filter(({ seq }) => seq === 5),
                ...(items.length === 30 && { next: items.at(-1)!.seq }),
              };
            },
          },
        ],
      ]),
    );
    expect(lines.map(({ seq }) => seq)).toEqual([5, undefined]);
  });

  it('reads no further than it is consumed', async () => {
    const { source, asked } = sourceOf('infra', range(0, 5000));
    const lines = await exportAudit(new Map([['infra', source]]), {});
    for (let n = 0; n < 500; n++) await lines.next();
    expect(asked).toHaveLength(1);
    await lines.next();
    expect(asked).toHaveLength(2);
    await lines.return(undefined);
    expect(asked).toHaveLength(2);
  });

  it('says what is missing when a plugin falls silent halfway', async () => {
    const { source } = sourceOf('proxmox', range(0, 1200));
    const halfway: AuditSource = {
      ...source,
      search: async query => {
        if (query.before) throw new PluginFailure('silent', 'It is silent');
        return source.search(query);
      },
    };
    const lines = await linesOf(
      new Map([
        ['infra', sourceOf('infra', [5]).source],
        ['proxmox', halfway],
      ]),
    );
    expect(lines.pop()).toEqual({
      end: true,
      records: 501,
      unknown: [
        {
          pluginId: 'proxmox',
          message: 'Records before 701 are not here. It is silent',
        },
      ],
    });
  });
});
