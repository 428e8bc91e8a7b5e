import type { SourceErrorKind } from '@reverb256/backstage-plugin-infra-common';

/** How far a request had come: `connect` means that no byte of it had been written. */
export type Phase = 'connect' | 'answer' | 'body';

/** What kept one endpoint from answering one request. */
export interface AttemptFailureOptions {
  kind: SourceErrorKind;
  /** Said of the endpoint: "refuses the connection". */
  what: string;
  /** What to do: a sentence. */
  advice: string;
  phase: Phase;
  /** Whether it says something about the endpoint, so that another one may do better. Default true. */
  endpointFault?: boolean;
  /** The other side closed the connection. */
  cut?: boolean;
  /** The caller gave up; `cause` is the signal's reason. */
  aborted?: boolean;
  cause?: unknown;
}

/** One endpoint did not answer one request. Internal: callers see a `SourceFailure` about the source. */
export class AttemptFailure extends Error {
  override name = 'AttemptFailure' as const;

  readonly kind: SourceErrorKind;
  readonly what: string;
  readonly advice: string;
  readonly phase: Phase;
  readonly endpointFault: boolean;
  readonly cut: boolean;
  readonly aborted: boolean;

  constructor(options: AttemptFailureOptions) {
    super(options.what, { cause: options.cause });
    this.kind = options.kind;
    this.what = options.what;
    this.advice = options.advice;
    this.phase = options.phase;
    this.endpointFault = options.endpointFault ?? true;
    this.cut = options.cut ?? false;
    this.aborted = options.aborted ?? false;
  }

  /** Whether the upstream may have received the request. */
  get sent(): boolean {
    return this.phase !== 'connect';
  }
}
