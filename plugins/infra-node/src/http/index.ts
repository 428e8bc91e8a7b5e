export { DefaultUpstream } from './default-upstream';
export { encodePath } from './encode-path';
export { UnknownOutcomeFailure } from './failures';
export { normalizeFingerprint } from './fingerprint';
export * from './read-certificate';
export type {
  EndpointHealth,
  EndpointState,
  QueryValue,
  Upstream,
  UpstreamEndpoint,
  UpstreamOptions,
  UpstreamRequest,
  UpstreamResponse,
} from './types';
