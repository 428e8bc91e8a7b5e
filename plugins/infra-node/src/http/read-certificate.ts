import { connect } from 'node:tls';
import { describeError, describeTimeout } from './describe-error';
import { AttemptFailure } from './attempt-failure';
import { SourceFailure } from '../source-failure';

/** What an address shows of itself. @public */
export interface PresentedCertificate {
  /** SHA-256, as `AA:BB:…`. */
  fingerprint: string;
  subject: string;
  issuer: string;
  /** ISO 8601, UTC. */
  notBefore: string;
  notAfter: string;
}

const failureOf = (url: string, failure: AttemptFailure) =>
  new SourceFailure(failure.kind, `${url} ${failure.what}. ${failure.advice}`, {
    cause: failure,
  });

/**
 * The certificate that an address shows, whoever signed it: nothing is sent to it. It is for showing to somebody who
 * decides whether to trust it, and proves nothing by itself.
 *
 * @throws SourceFailure when it shows none
 * @public
 */
export function readPresentedCertificate(
  url: string,
  options: { timeoutSeconds: number; signal?: AbortSignal },
): Promise<PresentedCertificate> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    // Safe: the handshake is all there is. No byte of ours follows it.
    const socket = connect({
      host,
      port: Number(port || 443),
      servername: /[a-z]/i.test(host) && !host.includes(':') ? host : undefined,
      rejectUnauthorized: false,
    });
    const { signal } = options;
    const onAbort = () => end(() => reject(signal!.reason));
    function end(settle: () => void) {
      socket.destroy();
      signal?.removeEventListener('abort', onAbort);
      settle();
    }
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener('abort', onAbort);
    socket.setTimeout(options.timeoutSeconds * 1000, () =>
      end(() =>
        reject(
          failureOf(url, describeTimeout('connect', options.timeoutSeconds)),
        ),
      ),
    );
    socket.once('error', error =>
      end(() => reject(failureOf(url, describeError(error, 'connect')))),
    );
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      end(() => {
        if (!certificate) {
          reject(new SourceFailure('untrusted', `${url} shows no certificate`));
          return;
        }
        resolve({
          fingerprint: certificate.fingerprint256,
          subject: certificate.subject ?? '',
          issuer: certificate.issuer ?? '',
          notBefore: certificate.validFromDate.toISOString(),
          notAfter: certificate.validToDate.toISOString(),
        });
      });
    });
  });
}
