import { tagHue } from './tagHue';

it('gives a tag one colour, however it is written', () => {
  expect(tagHue('Prod')).toBe(tagHue('prod'));
});

it('spreads tags over all colours', () => {
  const hues = Array.from({ length: 400 }, (_, i) => tagHue(`tag-${i}`));
  expect(Math.min(...hues)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...hues)).toBeLessThan(360);
  expect(new Set(hues).size).toBe(24);
});
