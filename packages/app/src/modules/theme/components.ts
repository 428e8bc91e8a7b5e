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
};
