import { normalizeFingerprint } from './fingerprint';

/** The one certificate that an endpoint is trusted with, by its SHA-256 fingerprint; it can be replaced while it runs. */
export class Pin {
  /** As configured. */
  readonly configured: string;
  #expected: string;

  /** @throws InputError for what is no fingerprint */
  constructor(fingerprint: string) {
    this.configured = normalizeFingerprint(fingerprint);
    this.#expected = this.configured;
  }

  get expected(): string {
    return this.#expected;
  }

  replace(fingerprint: string): void {
    this.#expected = normalizeFingerprint(fingerprint);
  }
}
