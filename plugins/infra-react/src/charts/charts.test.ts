import { chartData, isAlone, lastOf, summarize } from './chartData';
import { thinOut } from './thinOut';
import { formatStep, formatTimeTick, timeTicks } from './timeAxis';
import { formatValue, valueTicks, type ChartUnit } from './valueAxis';

const GiB = 1024 ** 3;
const at = (iso: string) => Date.parse(iso);

describe('valueTicks', () => {
  it.each([
    ['noise around nothing', 0.003, 'fraction', [0, 0.01, 0.02, 0.03, 0.04]],
    ['a third', 0.33, 'fraction', [0, 0.1, 0.2, 0.3, 0.4]],
    ['all of it', 1, 'fraction', [0, 0.5, 1]],
    ['nothing known', undefined, 'number', [0, 0.5, 1]],
    ['a load', 7.3, 'number', [0, 2, 4, 6, 8]],
    ['96 GiB', 96 * GiB, 'bytes', [0, 32 * GiB, 64 * GiB, 96 * GiB]],
    [
      'just above',
      97 * GiB,
      'bytes',
      [0, 32 * GiB, 64 * GiB, 96 * GiB, 128 * GiB],
    ],
    ['silence', 0, 'bytesPerSecond', [0, 256, 512, 768, 1024]],
  ] as [string, number | undefined, ChartUnit, number[]][])(
    'starts at zero and holds the greatest: %s',
    (_, greatest, unit, ticks) => {
      expect(valueTicks(greatest, unit)).toEqual(ticks);
    },
  );

  it('never cuts off a value, whatever it is, and keeps the marks few', () => {
    for (const unit of ['fraction', 'bytes', 'number'] as const) {
      for (let value = 1e-6; value < 1e15; value *= 1.37) {
        const ticks = valueTicks(value, unit);
        expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(
          value * 0.999999,
        );
        expect(ticks.length).toBeLessThanOrEqual(6);
      }
    }
  });
});

it.each([
  [0.0345, 'fraction', '3.5%'],
  [0, 'fraction', '0%'],
  [12.4 * GiB, 'bytes', '12 GiB'],
  [1_500_000, 'bytesPerSecond', '1.4 MiB/s'],
  [0.354, 'number', '0.35'],
] as [number, ChartUnit, string][])(
  'writes %d as %s: %s',
  (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  },
);

describe('timeTicks', () => {
  const iso = (ticks: number[]) =>
    ticks.map(tick => new Date(tick).toISOString().slice(0, 16));

  it.each([
    [
      'an hour',
      '2026-11-24T05:07:00Z',
      '2026-11-24T06:07:00Z',
      6,
      [
        '2026-11-24T05:15',
        '2026-11-24T05:30',
        '2026-11-24T05:45',
        '2026-11-24T06:00',
      ],
    ],
    [
      'a day on a narrow screen',
      '2026-11-23T06:10:00Z',
      '2026-11-24T06:10:00Z',
      3,
      ['2026-11-23T12:00', '2026-11-24T00:00'],
    ],
    [
      'a year, by months',
      '2025-11-24T00:00:00Z',
      '2026-11-24T00:00:00Z',
      5,
      [
        '2026-01-01T00:00',
        '2026-04-01T00:00',
        '2026-07-01T00:00',
        '2026-10-01T00:00',
      ],
    ],
  ])('has round times for %s', (_, from, to, most, expected) => {
    expect(iso(timeTicks(at(from), at(to), most))).toEqual(expected);
  });

  it('has never more than there is room for', () => {
    const from = at('2026-02-27T23:59:00Z');
    for (let span = 120_000; span < 5e11; span *= 1.7) {
      for (const most of [2, 4, 8]) {
        expect(timeTicks(from, from + span, most).length).toBeLessThanOrEqual(
          most,
        );
      }
    }
  });

  it('names the day at midnight and the time else', () => {
    expect(formatTimeTick(at('2026-11-24T00:00:00Z'))).toBe('Nov 24');
    expect(formatTimeTick(at('2026-11-24T06:15:00Z'))).toBe('06:15');
    expect(formatStep(at('2026-11-24T06:15:00Z'), 60)).toBe(
      '2026-11-24 06:15 UTC',
    );
    expect(formatStep(at('2026-11-24T00:00:00Z'), 86_400)).toBe('2026-11-24');
  });
});

describe('chartData', () => {
  it('places each value at its time, and leaves out nothing that is not known', () => {
    const { rows, greatest } = chartData({
      from: '2026-11-24T06:00:00Z',
      stepSeconds: 60,
      series: [
        { label: 'in', values: [1, null, 3] },
        { label: 'out', values: [2, NaN] },
      ],
      maximum: [4, null, 5],
    });
    const start = at('2026-11-24T06:00:00Z');
    expect(rows).toEqual([
      { at: start, s0: 1, s1: 2, maximum: 4 },
      { at: start + 60_000, s0: null, s1: null, maximum: null },
      { at: start + 120_000, s0: 3, s1: null, maximum: 5 },
    ]);
    expect(greatest).toBe(5);
  });

  it('has no greatest value where none is known', () => {
    const series = [{ label: 'in', values: [null, null] }];
    const from = '2026-11-24T06:00:00Z';
    expect(chartData({ from, stepSeconds: 60, series }).greatest).toBe(
      undefined,
    );
    expect(chartData({ from, stepSeconds: 60, series: [] }).rows).toEqual([]);
  });

  it('finds values that a line would not show', () => {
    const { rows } = chartData({
      from: '2026-11-24T06:00:00Z',
      stepSeconds: 60,
      series: [{ label: 'in', values: [0, null, 3, null, 5, 6] }],
    });
    expect(rows.map((_, i) => isAlone(rows, i, 's0'))).toEqual([
      true,
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  it('says the last known, and in words what the line shows', () => {
    expect(lastOf([1, 0, null])).toEqual({ value: 0, index: 1, isOld: false });
    expect(lastOf([1, null, null, null])?.isOld).toBe(false);
    expect(lastOf([1, null, null, null, null])?.isOld).toBe(true);
    expect(lastOf([null])).toBeUndefined();
    const percent = (value: number) => formatValue(value, 'fraction');
    expect(summarize([0.5, 0.1, null, 0.25, null], percent)).toBe(
      'last 25%, between 10% and 50%',
    );
    expect(summarize([0.5, null, null, null, null], percent)).toBe(
      'not known now, between 50% and 50%',
    );
    expect(summarize([null], percent)).toBe('not known');
  });
});

describe('thinOut', () => {
  const rowsOf = (
    count: number,
    stepSeconds: number,
    valueAt: (i: number) => number | null,
  ) =>
    Array.from({ length: count }, (_, i) => ({
      at: at('2026-11-24T00:00:00Z') + i * stepSeconds * 1000,
      s0: valueAt(i),
    }));

  it('leaves alone what can be drawn', () => {
    const rows = rowsOf(60, 60, i => i);
    expect(thinOut(rows, 60)).toEqual({ rows, stepSeconds: 60 });
  });

  it('draws a day of minutes as means of five', () => {
    const { rows, stepSeconds } = thinOut(
      rowsOf(1_440, 60, i => i),
      60,
    );
    expect(stepSeconds).toBe(300);
    expect(rows).toHaveLength(288);
    expect(rows[1]).toEqual({ at: at('2026-11-24T00:05:00Z'), s0: 7 });
  });

  it('draws a year as means of two days, at round times', () => {
    const { rows, stepSeconds } = thinOut(
      rowsOf(1_460, 21_600, () => 1),
      21_600,
    );
    expect(stepSeconds).toBe(2 * 86_400);
    expect(rows.length).toBeLessThanOrEqual(184);
    expect(rows[1].at % (2 * 86_400_000)).toBe(0);
  });

  it('keeps a gap, and does not let a single value stand for much', () => {
    const { rows } = thinOut(
      rowsOf(600, 60, i => (i < 6 || i > 9 ? 1 : null)),
      60,
    );
    expect(rows.slice(0, 6).map(row => row.s0)).toEqual([
      1,
      1,
      1,
      null,
      null,
      1,
    ]);
    const sparse = thinOut(
      rowsOf(600, 60, i => (i % 2 ? null : 2)),
      60,
    ).rows;
    expect(sparse[0].s0).toBe(2);
    const few = thinOut(
      rowsOf(1_500, 60, i => (i % 5 ? null : 2)),
      60,
    ).rows;
    expect(few.every(row => row.s0 === null)).toBe(true);
  });

  it('finds a step where no round one fits', () => {
    const { rows, stepSeconds } = thinOut(
      rowsOf(700, 77, () => 1),
      77,
    );
    expect(stepSeconds).toBe(231);
    expect(rows.length).toBeLessThanOrEqual(301);
  });
});
