import type { Dispatcher } from 'undici';
import { AttemptFailure, type Phase } from './attempt-failure';
import { Deadline } from './deadline';
import { describeError, describeTimeout } from './describe-error';
import type { UpstreamResponse } from './types';

/** @internal */
export interface ExchangeLimits {
  timeoutMs: number;
  maxBytes: number;
  signal?: AbortSignal;
}

type Answer = Omit<UpstreamResponse, 'endpoint'>;

/**
 * One request and its whole answer over one dispatcher. Rejects with an {@link AttemptFailure}, which knows whether the
 * request had left. After a rejection nothing more of the request is written: what still waits for a connection is
 * stopped before its first byte.
 *
 * @internal
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  limits: ExchangeLimits,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let phase: Phase = 'connect';
    let controller: Dispatcher.DispatchController | undefined;
    let failure: AttemptFailure | undefined;
    let head: Omit<Answer, 'body'> | undefined;
    const chunks: Buffer[] = [];
    let size = 0;

    const deadline = new Deadline(limits.timeoutMs, limits.signal);

    const fail = (reason: AttemptFailure) => {
      if (failure) return;
      failure = reason;
      deadline.stop();
      controller?.abort(reason);
      reject(reason);
    };
    deadline.start(
      () => fail(describeTimeout(phase, limits.timeoutMs / 1000)),
      reason =>
        fail(
          new AttemptFailure({
            kind: 'timeout',
            what: 'was given up on before it had answered',
            advice: 'Ask again.',
            phase,
            endpointFault: false,
            aborted: true,
            cause: reason,
          }),
        ),
    );
    if (failure) return;

    dispatcher.dispatch(
      // undici's own limits are between bytes, which a slow drip never exceeds: ours is on the whole.
      { ...request, headersTimeout: 0, bodyTimeout: 0 },
      {
        onRequestStart(started) {
          controller = started;
          if (failure) started.abort(failure);
          // From here on it is written: say "sent" rather too often than too seldom.
          else phase = 'answer';
        },
        onResponseStart(_, status, headers, reason = '') {
          if (status < 200) return;
          phase = 'body';
          head = { status, headers, reason };
        },
        onResponseData(_, chunk) {
          size += chunk.length;
          if (size <= limits.maxBytes) {
            chunks.push(chunk);
            return;
          }
          fail(
            new AttemptFailure({
              kind: 'invalid',
              what: `answers with more than ${limits.maxBytes} bytes`,
              advice: 'Check that the address is that of the right service.',
              phase,
              endpointFault: false,
            }),
          );
        },
        onResponseEnd() {
          if (failure || !head) return;
          deadline.stop();
          resolve({ ...head, body: Buffer.concat(chunks, size) });
        },
        onResponseError(_, error) {
          fail(describeError(error, phase));
        },
      },
    );
  });
}
