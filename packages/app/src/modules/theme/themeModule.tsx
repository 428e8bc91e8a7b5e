import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { createUnifiedTheme, UnifiedThemeProvider } from '@backstage/theme';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { components } from './components';
import { palettes, typography } from './palettes';

const unified = {
  light: createUnifiedTheme({
    palette: palettes.light,
    typography,
    components,
  }),
  dark: createUnifiedTheme({ palette: palettes.dark, typography, components }),
};

// The names are those of Backstage's own two themes, which are replaced by
// them; whoever never chose one gets what the system prefers.
const light = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <RiSunLine />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={unified.light}>
          {children}
        </UnifiedThemeProvider>
      ),
    },
  },
});

const dark = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <RiMoonLine />,
      Provider: ({ children }) => (
        <UnifiedThemeProvider theme={unified.dark}>
          {children}
        </UnifiedThemeProvider>
      ),
    },
  },
});

/** The portal's light and dark look, in place of Backstage's. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [light, dark],
});
