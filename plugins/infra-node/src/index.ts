export * from './source-failure';
