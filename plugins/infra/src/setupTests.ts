import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Tables take their time in jsdom, more so on a machine that is busy with other tests.
jest.setTimeout(30_000);
configure({ asyncUtilTimeout: 10_000 });

// jsdom has no layout: the window is a wide one, so that tables show all of their columns.
Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({
    matches: query.includes('min-width'),
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    // Backstage's theme still listens in the way of old browsers.
    addListener: () => {},
    removeListener: () => {},
  }),
});
