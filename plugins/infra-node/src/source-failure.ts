import type {
  SourceError,
  SourceErrorKind,
} from '@reverb256/backstage-plugin-infra-common';

/**
 * A source, or a part of it, could not be read. Thrown by clients and collectors; the collector's runner turns it into
 * the snapshot's error or gap. The message is shown to people: it says what happened, to what, and what to do, and
 * holds no secret.
 *
 * @public
 */
export class SourceFailure extends Error {
  // Not a CustomErrorBase: that appends the cause to the message, and this message is shown to people.
  override name = 'SourceFailure' as const;

  readonly kind: SourceErrorKind;
  /** The privileges that are lacking, in the source's own words. */
  readonly missing?: string[];

  constructor(
    kind: SourceErrorKind,
    message: string,
    options?: { missing?: string[]; cause?: unknown },
  ) {
    super(message, { cause: options?.cause });
    this.kind = kind;
    this.missing = options?.missing;
  }

  /** What anything thrown says about the source: what is not a {@link SourceFailure} is `invalid`, a mistake of ours or an answer that we do not understand. */
  static from(error: unknown): SourceFailure {
    if (error instanceof SourceFailure) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new SourceFailure(
      'invalid',
      `The answer could not be used: ${message}`,
      { cause: error },
    );
  }

  /** The failure as it is kept in a snapshot. */
  toSourceError(since: Date): SourceError {
    return {
      kind: this.kind,
      message: this.message,
      since: since.toISOString(),
      missing: this.missing,
    };
  }
}
