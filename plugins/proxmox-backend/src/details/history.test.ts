import { toGuestHistory, toNodeHistory, toStorageHistory } from './history';

const now = new Date('2026-11-24T10:00:00Z');
const T0 = Date.parse('2026-11-24T09:00:00Z') / 1000;
const at = (minutes: number) => T0 + minutes * 60;

describe('a history', () => {
  it('is columns with a steady step, with gaps where Proxmox has nothing', () => {
    expect(
      toNodeHistory(
        [
          { time: at(0), cpu: 0.1, memused: 1, memtotal: 4 },
          { time: at(1), cpu: 0.2, memused: 2, memtotal: 4 },
          // The node was off: two rows are missing, and the next is empty.
          { time: at(4) },
          { time: at(5), cpu: 0.5 },
        ],
        'hour',
        now,
      ),
    ).toEqual({
      timeframe: 'hour',
      from: '2026-11-24T09:00:00.000Z',
      stepSeconds: 60,
      series: {
        cpuFraction: [0.1, 0.2, null, null, null, 0.5],
        memoryUsedBytes: [1, 2, null, null, null, null],
        memoryTotalBytes: [4, 4, null, null, null, null],
      },
    });
  });

  it('does not depend on the order of rows, nor on one that is there twice', () => {
    const rows = [
      { time: at(2), used: 3, total: 9 },
      { time: at(0), used: 1, total: 9 },
      { time: at(1), used: 2, total: 9 },
      { time: at(1), used: 2, total: 9 },
    ];
    expect(toStorageHistory(rows, 'hour', now)).toMatchObject({
      stepSeconds: 60,
      series: { usedBytes: [1, 2, 3], totalBytes: [9, 9, 9] },
    });
  });

  it.each([
    ['no row', [], '2026-11-24T10:00:00.000Z', {}],
    [
      'one row',
      [{ time: at(0), cpu: 1 }],
      '2026-11-24T09:00:00.000Z',
      { cpuFraction: [1] },
    ],
  ])('of %s has the usual step', (_, rows, from, series) => {
    expect(toGuestHistory(rows, 'week', now)).toEqual({
      timeframe: 'week',
      from,
      stepSeconds: 10_800,
      series,
    });
  });

  it('does not become a million gaps because of one row of long ago', () => {
    const { series, stepSeconds } = toGuestHistory(
      [{ time: 0, cpu: 1 }, ...[0, 1, 2].map(m => ({ time: at(m), cpu: m }))],
      'hour',
      now,
    );
    expect(stepSeconds).toBe(60);
    expect(series.cpuFraction).toHaveLength(5000);
    expect(series.cpuFraction?.slice(-4)).toEqual([null, 0, 1, 2]);
  });
});
