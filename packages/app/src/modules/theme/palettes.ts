import { palettes as backstage } from '@backstage/theme';

/** The font stack of both design systems: the reader's own, nothing to load. */
export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';

/**
 * Colours for the pages that still use Material UI. They repeat tokens.css,
 * which is what @backstage/ui and our own pages read; a test holds the two
 * together and to WCAG's contrast.
 */
export const palettes = {
  light: {
    ...backstage.light,
    background: { default: '#f4f6f8', paper: '#ffffff' },
    text: { primary: '#12161b', secondary: '#56616d' },
    primary: { main: '#17607a', contrastText: '#ffffff' },
    secondary: { main: '#56616d', contrastText: '#ffffff' },
    error: { main: '#c0202f' },
    warning: { main: '#8f5600' },
    info: { main: '#1a63b8' },
    success: { main: '#14713a' },
    status: {
      ok: '#14713a',
      warning: '#8f5600',
      error: '#c0202f',
      running: '#1a63b8',
      pending: '#8f5600',
      aborted: '#56616d',
    },
    border: '#dde2e7',
    textContrast: '#12161b',
    textSubtle: '#56616d',
    textVerySubtle: '#8a949e',
    link: '#17607a',
    linkHover: '#0f4659',
  },
  dark: {
    ...backstage.dark,
    background: { default: '#12161b', paper: '#1a2027' },
    text: { primary: '#eef2f5', secondary: '#a7b3bf' },
    primary: { main: '#7fcbe0', contrastText: '#0b1a20' },
    secondary: { main: '#a7b3bf', contrastText: '#0b1a20' },
    error: { main: '#ff8a8f' },
    warning: { main: '#f0b450' },
    info: { main: '#7ab8ff' },
    success: { main: '#57ce84' },
    status: {
      ok: '#57ce84',
      warning: '#f0b450',
      error: '#ff8a8f',
      running: '#7ab8ff',
      pending: '#f0b450',
      aborted: '#a7b3bf',
    },
    border: '#333d48',
    textContrast: '#eef2f5',
    textSubtle: '#a7b3bf',
    textVerySubtle: '#74808d',
    link: '#7fcbe0',
    linkHover: '#a9e0ee',
  },
} as const;

const heading = { fontWeight: 600, marginBottom: 8 };

/** Smaller and lighter headings than Backstage's, in the scale of tokens.css. */
export const typography = {
  htmlFontSize: 16,
  fontFamily,
  h1: { ...heading, fontSize: 32 },
  h2: { ...heading, fontSize: 24 },
  h3: { ...heading, fontSize: 20 },
  h4: { ...heading, fontSize: 18 },
  h5: { ...heading, fontSize: 16 },
  h6: { ...heading, fontSize: 14 },
};
