import { InputError } from '@backstage/errors';

/**
 * A SHA-256 fingerprint in the form that tools print, `AA:BB:…`. Throws an `InputError` for what is none: a SHA-1 one,
 * say, which is shorter.
 *
 * @public
 */
export function normalizeFingerprint(fingerprint: string): string {
  const digits = fingerprint
    .trim()
    .replace(/^sha-?256[:= ]\s*/i, '')
    .replaceAll(':', '')
    .toUpperCase();
  const pairs = digits.match(/../g) ?? [];
  if (!/^[0-9A-F]{64}$/.test(digits)) {
    throw new InputError(
      `${JSON.stringify(
        fingerprint,
      )} is not a SHA-256 fingerprint, which is 32 pairs of hexadecimal digits such as AA:BB:…`,
    );
  }
  return pairs.join(':');
}
