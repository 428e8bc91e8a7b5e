import { normalizeFingerprint } from './fingerprint';

const pairs = Array.from({ length: 32 }, (_, i) =>
  (i + 160).toString(16).toUpperCase(),
);
const normal = pairs.join(':');

it.each([
  normal,
  normal.toLowerCase(),
  pairs.join(''),
  ` ${pairs.join('').toLowerCase()}\n`,
  `SHA256:${normal}`,
  `sha256 Fingerprint=${normal}`.replace(' Fingerprint', ''),
])('normalises %j', text => {
  expect(normalizeFingerprint(text)).toBe(normal);
});

it.each(['', 'AA:BB', pairs.slice(0, 20).join(':'), `${normal}:AA`, 'GG'])(
  'refuses %j',
  text => {
    expect(() => normalizeFingerprint(text)).toThrow(
      /is not a SHA-256 fingerprint/,
    );
  },
);
