import { applyMergePatch, createMergePatch } from './merge-patch';

/** A small deterministic generator, so that a failure can be repeated. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

function randomValue(next: (below: number) => number, depth: number): unknown {
  const choice = next(depth > 0 ? 6 : 4);
  if (choice === 0) return next(3);
  if (choice === 1) return `text ${next(3)}`;
  if (choice === 2) return next(2) === 0;
  if (choice === 3) return Array.from({ length: next(3) }, () => next(2));
  return randomObject(next, depth - 1);
}

function randomObject(next: (below: number) => number, depth: number) {
  const keys = ['a', 'b', 'c', 'd'].filter(() => next(3) > 0);
  return Object.fromEntries(keys.map(key => [key, randomValue(next, depth)]));
}

describe('merge patch', () => {
  it.each([
    ['equal objects', { a: { b: 1 } }, { a: { b: 1 } }, {}],
    ['a changed member', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 3 }],
    ['a new member', { a: 1 }, { a: 1, b: { c: 2 } }, { b: { c: 2 } }],
    ['a removed member', { a: 1, b: 2 }, { a: 1 }, { b: null }],
    ['a member that became undefined', { a: 1 }, { a: undefined }, { a: null }],
    [
      'absent and undefined are the same, at any depth',
      { a: { b: 1 } },
      { a: { b: 1, c: undefined } },
      {},
    ],
    [
      'a deep change',
      { r: { x: { v: 1, w: 2 } } },
      { r: { x: { v: 2, w: 2 } } },
      { r: { x: { v: 2 } } },
    ],
    ['an array as a whole', { a: [1, 2] }, { a: [1, 3] }, { a: [1, 3] }],
    [
      'an object in place of a value',
      { a: 1 },
      { a: { b: 1 } },
      { a: { b: 1 } },
    ],
    ['a value in place of an object', { a: { b: 1 } }, { a: 1 }, { a: 1 }],
  ])('says only what differs: %s', (_, before, after, patch) => {
    expect(createMergePatch(before, after)).toEqual(patch);
  });

  it('leads from any value to any other', () => {
    const next = numbers(7);
    let different = 0;
    for (let i = 0; i < 2000; i++) {
      const before = randomObject(next, 3);
      const after = randomObject(next, 3);
      const patch = createMergePatch(before, after);
      if (Object.keys(patch).length) different++;
      // Over the wire, as it is used.
      const received = JSON.parse(JSON.stringify(patch));
      expect(applyMergePatch(before, received)).toEqual(after);
    }
    expect(different).toBeGreaterThan(1500);
  });

  it('keeps the identity of what it does not touch, and changes nothing in place', () => {
    const before = { rows: { a: { v: 1 }, b: { v: 1 } } };
    const after = applyMergePatch(before, { rows: { b: { v: 2 } } });
    expect(after).toEqual({ rows: { a: { v: 1 }, b: { v: 2 } } });
    expect(after.rows.a).toBe(before.rows.a);
    expect(before.rows.b.v).toBe(1);
    expect(applyMergePatch(before, {})).toBe(before);
  });
});
