import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { palettes } from './palettes';

const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8');

/** The custom properties of the rule whose selector ends with `selector`. */
function tokensOf(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...body.matchAll(/--bui-([\w-]+): ([^;]+);/g)].map(m => [m[1], m[2]]),
  );
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928
      ? channel / 12.92
      : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2's contrast ratio, 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

const surfaces = ['bg-app', 'bg-neutral-1', 'bg-neutral-2'];
const tones = ['announcement', 'warning', 'negative', 'positive'];

const pairs: [string, string][] = [
  ...[...surfaces, 'bg-neutral-3', 'bg-neutral-4'].flatMap(
    surface =>
      [
        ['fg-primary', surface],
        ['fg-secondary', surface],
      ] as [string, string][],
  ),
  ...tones.flatMap(tone =>
    surfaces.map(surface => [`fg-${tone}`, surface] as [string, string]),
  ),
  ...tones.flatMap(
    tone =>
      [
        [`${tone}-fg`, `${tone}-bg`],
        [`${tone}-fg`, `${tone}-bg-hover`],
        [`${tone}-fg-subdued`, `${tone}-bg-subdued`],
        [`${tone}-fg-subdued`, `${tone}-bg-subdued-hover`],
        ['fg-primary', `${tone}-bg-subdued`],
      ] as [string, string][],
  ),
  ['accent-fg', 'accent-bg'],
  ['accent-fg', 'accent-bg-hover'],
  ['accent-bg', 'bg-neutral-1'],
  ['accent-bg', 'bg-app'],
];

describe.each([
  ['light', "[data-theme-mode='light']"],
  ['dark', "[data-theme-mode='dark']"],
] as const)('the %s theme', (mode, selector) => {
  const tokens = tokensOf(selector);
  const palette = palettes[mode];

  it.each(pairs)('draws %s on %s with at least 4.5:1', (text, background) => {
    expect(contrast(tokens[text], tokens[background])).toBeGreaterThanOrEqual(
      4.5,
    );
  });

  it('draws focus rings and borders of controls with at least 3:1', () => {
    for (const line of ['ring', 'border-2']) {
      for (const surface of surfaces) {
        expect([
          line,
          surface,
          contrast(tokens[line], tokens[surface]) >= 3,
        ]).toEqual([line, surface, true]);
      }
    }
  });

  it('gives Material UI the same colours as @backstage/ui', () => {
    expect({
      background: palette.background,
      text: palette.text,
      primary: palette.primary,
      status: palette.status,
      border: palette.border,
      link: palette.link,
      linkHover: palette.linkHover,
    }).toEqual({
      background: {
        default: tokens['bg-app'],
        paper: tokens['bg-neutral-1'],
      },
      text: {
        primary: tokens['fg-primary'],
        secondary: tokens['fg-secondary'],
      },
      primary: {
        main: tokens['accent-bg'],
        contrastText: tokens['accent-fg'],
      },
      status: {
        ok: tokens['fg-positive'],
        warning: tokens['fg-warning'],
        error: tokens['fg-negative'],
        running: tokens['fg-announcement'],
        pending: tokens['fg-warning'],
        aborted: tokens['fg-secondary'],
      },
      border: tokens['border-1'],
      link: tokens['accent-bg'],
      linkHover: tokens['accent-bg-hover'],
    });
  });
});
