import { Refusals } from './refusals';

describe('Refusals', () => {
  it('lets one a minute through, and says how many there were between', () => {
    const refusals = new Refusals();
    expect(refusals.note('a', 0)).toBe(0);
    expect(refusals.note('a', 10)).toBeUndefined();
    expect(refusals.note('a', 59_999)).toBeUndefined();
    expect(refusals.note('b', 20)).toBe(0);
    expect(refusals.note('a', 60_000)).toBe(2);
    expect(refusals.note('a', 60_001)).toBeUndefined();
  });

  it('remembers a bounded number', () => {
    const refusals = new Refusals();
    refusals.note('first', 0);
    for (let i = 0; i < 1000; i++) refusals.note(`other ${i}`, 1);
    expect(refusals.note('first', 2)).toBe(0);
  });
});
