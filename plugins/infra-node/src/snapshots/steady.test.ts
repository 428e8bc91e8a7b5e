import { steady, steadyInstant } from './steady';

describe('steady', () => {
  it.each([
    [undefined, 0.2345, 0.01, 0.2345],
    [0.23, 0.2399, 0.01, 0.23],
    [0.23, 0.2401, 0.01, 0.2401],
    [0.24, 0.2301, 0.01, 0.24],
    [0.07, 0, 0.01, 0],
    [1200, 1299, 100, 1200],
    [1200, 1300, 100, 1300],
  ])('previous %p, next %p, step %p: %p', (previous, next, step, expected) => {
    expect(steady(previous, next, step)).toBe(expected);
  });

  it('does not flicker at a boundary, where rounding would', () => {
    let value: number | undefined;
    const seen = new Set<number>();
    for (let i = 0; i < 100; i++) {
      value = steady(value, 0.345 + (i % 2 ? 0.004 : -0.004), 0.01);
      seen.add(value);
    }
    expect(seen.size).toBe(1);
  });
});

describe('steadyInstant', () => {
  it('stays while the jitter is within the tolerance, and moves after a reboot', () => {
    const booted = '2026-11-24T00:00:00.000Z';
    expect(
      steadyInstant(booted, new Date('2026-11-24T00:00:14.000Z'), 15),
    ).toBe(booted);
    expect(
      steadyInstant(booted, new Date('2026-11-24T02:00:00.400Z'), 15),
    ).toBe('2026-11-24T02:00:00.000Z');
    expect(
      steadyInstant(undefined, new Date('2026-11-24T02:00:00.600Z'), 15),
    ).toBe('2026-11-24T02:00:01.000Z');
  });
});
