export { startOidcProvider } from './provider.ts';
export type {
  OidcProviderOptions,
  OidcService,
  RunningOidcProvider,
} from './provider.ts';
export type { LabUser } from './accounts.ts';
