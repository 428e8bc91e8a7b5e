import '@testing-library/jest-dom';

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
