import { renderHook } from '@testing-library/react';
import { useSame } from './useSame';

it.each([
  ['the same values', [{ label: 'CPU', values: [1, null] }], true],
  ['another value', [{ label: 'CPU', values: [1, 2] }], false],
  ['one more', [{ label: 'CPU', values: [1, null, 2] }], false],
  ['another label', [{ label: 'Load', values: [1, null] }], false],
  ['a line more', [{ label: 'CPU', values: [1, null] }, { label: 'B' }], false],
  ['a line without values', [{ label: 'CPU' }], false],
  ['nothing', undefined, false],
])('keeps what was there for %s: %#', (_, next, isKept) => {
  const first: unknown = [{ label: 'CPU', values: [1, null] }];
  const { result, rerender } = renderHook(value => useSame(value), {
    initialProps: first,
  });
  rerender(next);
  expect(result.current).toBe(isKept ? first : next);
});
