import { isError } from '@backstage/errors';

/** Why the provider cannot be used, and the sentence for a person. */
export interface ProviderFailure {
  kind: 'unreachable' | 'untrusted' | 'timeout' | 'invalid' | 'misconfigured';
  reason: string;
}

const TLS_CODE =
  /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/;
const NETWORK_CODE =
  /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EADDR|EPROTO)/;

function codeOf(error: unknown): string {
  return isError(error) && typeof error.code === 'string' ? error.code : '';
}

/** Sorts an error of discovery or of a request to the provider by what a person can do about it. */
export function explainFailure(error: unknown): ProviderFailure {
  const code = codeOf(error);
  const message = isError(error) ? error.message : String(error);
  if (TLS_CODE.test(code)) {
    return {
      kind: 'untrusted',
      reason: `presents a certificate that is not trusted here (${code}); its certificate authority belongs into the file that caFile names`,
    };
  }
  if (code === 'ETIMEDOUT' || /timed out/.test(message)) {
    return { kind: 'timeout', reason: 'does not answer in time' };
  }
  if (NETWORK_CODE.test(code)) {
    return { kind: 'unreachable', reason: `cannot be reached (${code})` };
  }
  if (isError(error) && error.name === 'InputError') {
    return { kind: 'misconfigured', reason: `is not asked: ${message}` };
  }
  return {
    kind: 'invalid',
    reason: `does not answer as an OpenID provider (${message})`,
  };
}

/** Whether an error is about the way to the provider, and not about what it said. */
export function isTransportError(error: unknown): boolean {
  const code = codeOf(error);
  return (
    TLS_CODE.test(code) ||
    NETWORK_CODE.test(code) ||
    (isError(error) && /timed out/.test(error.message))
  );
}
