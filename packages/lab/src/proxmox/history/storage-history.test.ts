import { isEmpty, pass, start } from '../../tests/cluster.ts';
import type { Row } from './series.ts';
import { storageHistory } from './storage-history.ts';

function correlation(rows: Row[], name: string): number {
  const known = rows.filter(row => row[name] !== undefined);
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const times = known.map(({ time }) => time);
  const values = known.map(row => row[name]);
  const [meanTime, meanValue] = [mean(times), mean(values)];
  const cross = mean(
    times.map((t, i) => (t - meanTime) * (values[i] - meanValue)),
  );
  const spread = (all: number[], middle: number) =>
    Math.sqrt(mean(all.map(value => (value - middle) ** 2)));
  return cross / (spread(times, meanTime) * spread(values, meanValue));
}

describe("a storage's history", () => {
  const rowsOf = (name: string, timeframe: string, node = 'nexus') =>
    storageHistory(start().cluster, node, name, { timeframe });

  it('is a line where it fills steadily', () => {
    const rows = rowsOf('ceph-vm', 'month');
    expect(correlation(rows, 'used')).toBeGreaterThan(0.99);
    const first = rows.find(row => !isEmpty(row))!;
    const last = rows.filter(row => !isEmpty(row)).at(-1)!;
    const share = (last.used - first.used) / last.total;
    expect(share).toBeGreaterThan(0.08);
  });

  it('falls back every week where backups are pruned', () => {
    const rows = rowsOf('nas', 'month');
    expect(Math.abs(correlation(rows, 'used'))).toBeLessThan(0.5);
    const drops = rows.filter(
      ({ used }, index) => index > 0 && used < 0.95 * rows[index - 1].used,
    );
    expect(drops.length).toBeGreaterThanOrEqual(3);
  });

  it('begins when the storage was added', () => {
    const rows = rowsOf('archive', 'month', 'closet');
    const known = rows.filter(row => !isEmpty(row));
    expect(known.length).toBeGreaterThan(100);
    expect(known.length).toBeLessThan(150);
  });

  it('ends where the storage went away, and shows what it was filled to', () => {
    const { cluster, clock } = start();
    pass(cluster, clock, 300);
    cluster.setStorage({ storage: 'nas', node: 'forge', active: false });
    cluster.setStorage({ storage: 'nas', node: 'nexus', used: 0.95 });
    const changed = clock.seconds();
    pass(cluster, clock, 600);
    const rows = (node: string) =>
      storageHistory(cluster, node, 'nas', { timeframe: 'hour' }).filter(
        ({ time }) => time > changed,
      );
    expect(rows('forge').every(isEmpty)).toBe(true);
    const full = rows('nexus').filter(row => !isEmpty(row));
    expect(full.length).toBeGreaterThan(5);
    for (const { used, total } of full) {
      expect(used / total).toBeCloseTo(0.95, 3);
    }
  });
});
