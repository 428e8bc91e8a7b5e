import { pick, randomOf } from './random';

const first = (seed: number, count: number) => {
  const random = randomOf(seed);
  return Array.from({ length: count }, random);
};

describe('random numbers', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(first(7, 20)).toEqual(first(7, 20));
    expect(first(7, 20)).not.toEqual(first(8, 20));
  });

  it('lie evenly between 0 and 1', () => {
    const many = first(1, 10_000);
    expect(Math.min(...many)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...many)).toBeLessThan(1);
    const low = many.filter(value => value < 0.25).length;
    expect(low).toBeGreaterThan(2_300);
    expect(low).toBeLessThan(2_700);
  });

  it('choose all of a list', () => {
    const random = randomOf(3);
    const chosen = new Set(
      Array.from({ length: 100 }, () => pick(random, ['a', 'b', 'c'])),
    );
    expect([...chosen].sort()).toEqual(['a', 'b', 'c']);
  });
});
