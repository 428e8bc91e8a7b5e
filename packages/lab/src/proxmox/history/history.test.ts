import { DAY, isEmpty, pass, start } from '../../tests/cluster.ts';
import { guestValues } from '../load.ts';
import { guestHistory } from './guest-history.ts';
import { nodeHistory } from './node-history.ts';
import type { Row } from './series.ts';
import { storageHistory } from './storage-history.ts';

describe("a guest's history", () => {
  it('ends near what is now, a minute a row, and is the same each time', () => {
    const { cluster, clock } = start();
    const rows = guestHistory(cluster, 110, { timeframe: 'hour' });
    expect(rows.length).toBeGreaterThanOrEqual(59);
    expect(rows.length).toBeLessThanOrEqual(60);
    rows.slice(1).forEach(({ time }, index) => {
      expect(time - rows[index].time).toBe(60);
    });
    const last = rows.filter(row => !isEmpty(row)).at(-1)!;
    expect(clock.seconds() - last.time).toBeLessThan(240);
    const now = cluster.pvestatd.guests.get(110)!;
    expect(Math.abs(last.mem - now.mem) / now.maxmem).toBeLessThan(0.02);
    expect(last).toMatchObject({ maxcpu: 8, maxmem: now.maxmem });
    expect(guestHistory(cluster, 110, { timeframe: 'hour' })[3]).toEqual(
      rows[3],
    );
  });

  it('flattens peaks in averages, and keeps them in maxima', () => {
    const { cluster } = start();
    const rows = (cf: string) =>
      guestHistory(cluster, 130, { timeframe: 'month', cf });
    const average = rows('AVERAGE');
    const maximum = rows('MAX');
    const peak = (of: Row[]) => Math.max(...of.map(({ cpu }) => cpu ?? 0));
    expect(peak(maximum)).toBeGreaterThan(peak(average));
    const above = average.filter(
      ({ cpu }, index) => cpu !== undefined && cpu > maximum[index].cpu,
    );
    expect(above).toEqual([]);
  });

  it('has a day and a week in it', () => {
    const { cluster } = start();
    const rows = guestHistory(cluster, 110, { timeframe: 'month' });
    const mean = (fits: (date: Date) => boolean) => {
      const values = rows
        .filter(({ time, cpu }) => cpu && fits(new Date(time * 1000)))
        .map(({ cpu }) => cpu);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const isWeekend = (date: Date) => [0, 6].includes(date.getUTCDay());
    expect(mean(isWeekend)).toBeLessThan(0.95 * mean(d => !isWeekend(d)));
    expect(mean(d => d.getUTCHours() < 5)).toBeLessThan(
      0.8 * mean(d => d.getUTCHours() > 12 && d.getUTCHours() < 20),
    );
  });

  it('knows nothing from before the guest was there', () => {
    const { cluster } = start();
    const { createdAt } = cluster.guest(151)!;
    const rows = guestHistory(cluster, 151, { timeframe: 'month' });
    const before = rows.filter(({ time }) => time + 1800 < createdAt);
    expect(before.length).toBeGreaterThan(1000);
    expect(before.every(isEmpty)).toBe(true);
    expect(rows.some(row => !isEmpty(row))).toBe(true);
  });

  it('says of a stopped guest its sizes alone', () => {
    const { cluster, clock } = start();
    pass(cluster, clock, 600);
    cluster.setGuest(110, { status: 'stopped' });
    const stopped = clock.seconds();
    pass(cluster, clock, 600);
    const rows = guestHistory(cluster, 110, { timeframe: 'hour' });
    const after = rows.filter(row => row.time > stopped + 60 && !isEmpty(row));
    expect(after.length).toBeGreaterThan(5);
    for (const row of after) {
      expect(Object.keys(row).sort()).toEqual([
        'disk',
        'maxcpu',
        'maxdisk',
        'maxmem',
        'time',
      ]);
    }
    const before = rows.filter(({ time }) => time < stopped - 120);
    expect(before.every(({ cpu }) => cpu > 0)).toBe(true);
  });

  it('has fewer rows and fields in version 8', () => {
    const { cluster } = start('8');
    const rows = guestHistory(cluster, 110, { timeframe: 'day' });
    expect(rows).toHaveLength(70);
    expect(rows[1].time - rows[0].time).toBe(1800);
    expect(rows[1]).not.toHaveProperty('memhost');
    expect(rows[1]).not.toHaveProperty('pressurecpusome');
    expect(rows[1].cpu).toBeGreaterThan(0);
  });
});

it('a counter never runs backwards, the night and the weekend included', () => {
  const { cluster } = start();
  const from = Math.floor(cluster.birth / (7 * DAY)) * 7 * DAY;
  const guest = { ...cluster.guest(120)!, startedAt: from - DAY };
  const names = ['netin', 'netout', 'diskread', 'diskwrite'] as const;
  for (const hour of [0, 26.4, 50.5, 74.5]) {
    const ticks = Array.from({ length: 400 }, (_, tick) =>
      guestValues(1, guest, from + hour * 3600 + tick * 10),
    );
    const backwards = ticks
      .slice(1)
      .filter((now, tick) => names.some(name => now[name] < ticks[tick][name]));
    expect(backwards).toEqual([]);
  }
});

describe("a node's history", () => {
  it('has a gap while the node is dead, as its guests and storages have', () => {
    const { cluster, clock } = start();
    pass(cluster, clock, 300);
    cluster.kill('closet');
    const killed = clock.seconds();
    pass(cluster, clock, 900);
    cluster.revive('closet');
    const revived = clock.seconds();
    pass(cluster, clock, 600);
    const timeframe = 'hour';
    for (const rows of [
      nodeHistory(cluster, 'closet', { timeframe }),
      guestHistory(cluster, 112, { timeframe }),
      storageHistory(cluster, 'closet', 'local', { timeframe }),
    ]) {
      const during = rows.filter(
        ({ time }) => time >= killed && time + 60 <= revived,
      );
      expect(during.length).toBeGreaterThanOrEqual(13);
      expect(during.every(isEmpty)).toBe(true);
      const after = rows.filter(({ time }) => time >= revived + 60);
      expect(after.filter(row => !isEmpty(row)).length).toBeGreaterThan(5);
    }
    const other = nodeHistory(cluster, 'nexus', { timeframe });
    expect(other.slice(0, -2).some(isEmpty)).toBe(false);
  });

  it('is the load of its guests, with what waits for disks in the night', () => {
    const { cluster } = start();
    const rows = nodeHistory(cluster, 'nexus', { timeframe: 'week' });
    const night = ({ time }: Row) => {
      const hour = (time % DAY) / 3600;
      return hour >= 2.5 && hour < 3.5;
    };
    const wait = (of: Row[]) =>
      Math.max(...of.map(({ iowait }) => iowait ?? 0));
    expect(wait(rows.filter(night))).toBeGreaterThan(
      2 * wait(rows.filter(row => !night(row))),
    );
    const known = rows.filter(row => !isEmpty(row));
    expect(known.length).toBeGreaterThan(300);
    const odd = known.filter(
      ({ cpu, memused, memtotal }) => cpu < 0.1 || memused > memtotal,
    );
    expect(odd).toEqual([]);
  });

  it('goes back to where it was installed', () => {
    const { cluster } = start();
    const rows = nodeHistory(cluster, 'closet', { timeframe: 'decade' });
    expect(rows.length).toBeGreaterThanOrEqual(569);
    expect(isEmpty(rows[0])).toBe(true);
    expect(rows.filter(row => !isEmpty(row)).length).toBeLessThan(40);
  });
});
