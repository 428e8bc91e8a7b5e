import { isError, type ErrorLike } from '@backstage/errors';
import {
  AttemptFailure,
  type AttemptFailureOptions,
  type Phase,
} from './attempt-failure';
import { PinMismatch } from './trust';

type Description = Pick<
  AttemptFailureOptions,
  'kind' | 'what' | 'advice' | 'cut'
>;

const CHECK_NETWORK =
  'Check that the machine runs and that the network and firewalls between it and the portal let this port through.';
const CHECK_SERVICE =
  'Check that the service runs there and that the port in the configuration is right.';
const CHECK_CERTIFICATE =
  'Nothing was sent to it. Compare its certificate with the machine itself, and then configure the CA file that signed it or its SHA-256 fingerprint.';
const CHECK_PROTOCOL =
  'Check the port in the configuration, and whether a proxy stands in front.';

const unknownAuthority: Description = {
  kind: 'untrusted',
  what: 'shows a certificate that no trusted authority has signed',
  advice: CHECK_CERTIFICATE,
};

const unreachable = (what: string, advice: string): Description => ({
  kind: 'unreachable',
  what,
  advice,
});

const byCode: Record<string, Description> = {
  ECONNREFUSED: unreachable(
    'refuses the connection: nothing listens there',
    CHECK_SERVICE,
  ),
  ENOTFOUND: unreachable(
    'cannot be found: its name does not resolve',
    'Check the name in the configuration, and the DNS that the portal uses.',
  ),
  EAI_AGAIN: unreachable(
    'cannot be found: the name server does not answer',
    'Check the DNS that the portal uses.',
  ),
  EHOSTUNREACH: unreachable(
    'cannot be reached: the network says that there is no such host',
    CHECK_NETWORK,
  ),
  ENETUNREACH: unreachable(
    'cannot be reached: there is no route to its network',
    CHECK_NETWORK,
  ),
  EHOSTDOWN: unreachable('cannot be reached: the host is down', CHECK_NETWORK),
  UND_ERR_CONNECT_TIMEOUT: unreachable(
    'does not answer at all: no connection came about in time',
    CHECK_NETWORK,
  ),
  ETIMEDOUT: unreachable(
    'does not answer at all: the connection timed out',
    CHECK_NETWORK,
  ),
  UND_ERR_DESTROYED: unreachable(
    'was not asked: the portal is shutting down',
    'Ask again when it runs.',
  ),
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    ...unknownAuthority,
    what: 'shows a certificate that it signed itself and that is not pinned',
  },
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_HAS_EXPIRED: {
    kind: 'untrusted',
    what: 'shows a certificate that has expired',
    advice:
      'Nothing was sent to it. Renew its certificate, and check the clocks of both machines.',
  },
  CERT_NOT_YET_VALID: {
    kind: 'untrusted',
    what: 'shows a certificate that is not valid yet',
    advice: 'Nothing was sent to it. Check the clocks of both machines.',
  },
};

const cutShort: Record<Phase, Description> = {
  connect: {
    kind: 'unreachable',
    what: 'cut the connection before it was set up',
    advice: CHECK_SERVICE,
    cut: true,
  },
  answer: {
    kind: 'unreachable',
    what: 'cut the connection without an answer',
    advice: 'Look at the log of the service there.',
    cut: true,
  },
  body: {
    kind: 'unreachable',
    what: 'cut the connection in the middle of its answer',
    advice: 'Look at the log of the service there.',
    cut: true,
  },
};

type CodedError = Pick<ErrorLike, 'name' | 'message'> & { code?: unknown };

// By shape and not by class: Node's own errors are of another realm's classes under Jest.
function innermost(error: unknown): CodedError {
  const { errors } = error as { errors?: unknown };
  // With several addresses for a name, Node collects one error an address.
  if (Array.isArray(errors) && errors.length > 0) return innermost(errors[0]);
  return isError(error) ? error : new Error(String(error));
}

function describe(error: CodedError, phase: Phase): Description {
  const code = String(error.code ?? '');
  if (error instanceof PinMismatch) {
    return {
      kind: 'untrusted',
      what: `shows another certificate than the pinned one: expected ${error.expected}, presented ${error.presented}`,
      advice:
        'Nothing was sent to it. If its certificate was renewed, compare the new fingerprint with the machine itself and put it into the configuration; if not, somebody else answers there.',
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const { cert } = error as { cert?: { subjectaltname?: string } };
    return {
      kind: 'untrusted',
      what: `shows a certificate for other names than its own (${
        cert?.subjectaltname ?? 'it names none'
      })`,
      advice:
        'Nothing was sent to it. Configure an address that the certificate names, or pin its SHA-256 fingerprint.',
    };
  }
  if (Object.hasOwn(byCode, code)) return byCode[code];
  if (['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(code)) {
    return cutShort[phase];
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    return {
      kind: 'invalid',
      what: 'does not speak TLS as we do, or is not a TLS port',
      advice: CHECK_PROTOCOL,
    };
  }
  if (/^(CERT_|CRL_|UNABLE_TO_|INVALID_|ERR_TLS_)/.test(code)) {
    return {
      kind: 'untrusted',
      what: `shows a certificate that cannot be verified (${code})`,
      advice: CHECK_CERTIFICATE,
    };
  }
  // undici's parser does not always have a code.
  if (error.name === 'HTTPParserError' || code.startsWith('UND_ERR_')) {
    return {
      kind: 'invalid',
      what: `does not answer in HTTP as it should (${code || error.message})`,
      advice: CHECK_PROTOCOL,
    };
  }
  return unreachable(
    `could not be asked (${code || error.message})`,
    CHECK_NETWORK,
  );
}

/** In words for people, and with the right kind, what Node or undici reported about an attempt. */
export function describeError(error: unknown, phase: Phase): AttemptFailure {
  return new AttemptFailure({
    ...describe(innermost(error), phase),
    phase,
    cause: error,
  });
}

/** The time limit of an attempt ran out. */
export function describeTimeout(phase: Phase, seconds: number): AttemptFailure {
  const limit = `${Math.max(1, Math.round(seconds))} s`;
  return new AttemptFailure({
    kind: 'timeout',
    what:
      phase === 'body'
        ? `began to answer, but was not done within ${limit}`
        : `did not answer within ${limit}`,
    advice:
      'Look at its load; if it is always that slow, raise the time limit in the configuration.',
    phase,
  });
}
