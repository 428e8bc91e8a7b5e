import type { UnifiedThemeOptions } from '@backstage/theme';

/** Material UI parts brought to the look of @backstage/ui: flat, quiet, one border. */
export const components: UnifiedThemeOptions['components'] = {
  MuiPaper: {
    styleOverrides: {
      rounded: { borderRadius: 8 },
      elevation1: {
        boxShadow: 'none',
        border: '1px solid var(--bui-border-1)',
      },
    },
  },
  MuiButton: {
    styleOverrides: { root: { textTransform: 'none', borderRadius: 4 } },
  },
  // Material UI draws what is not chosen as if it were disabled, below AA.
  MuiToggleButton: {
    styleOverrides: {
      root: {
        textTransform: 'none',
        color: 'var(--bui-fg-secondary)',
        '&.Mui-selected': { color: 'var(--bui-fg-primary)' },
      },
    },
  },
};
