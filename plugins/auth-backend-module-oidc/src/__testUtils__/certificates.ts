import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { X509Certificate } from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;

/** A certificate authority that exists for one test. */
export interface TestAuthority {
  /** The authority's own certificate, PEM. */
  ca: string;
  /** A certificate for localhost with its key, PEM. */
  issue(): Promise<{ cert: string; key: string }>;
}

const generateKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

const validity = () => ({
  notBefore: new Date(Date.now() - DAY_MS),
  notAfter: new Date(Date.now() + DAY_MS),
});

async function toPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key));
  return `-----BEGIN PRIVATE KEY-----\n${der.toString(
    'base64',
  )}\n-----END PRIVATE KEY-----\n`;
}

/** Makes an authority with this name. */
export async function createAuthority(name: string): Promise<TestAuthority> {
  const keys = await generateKeys();
  const authority: X509Certificate =
    await X509CertificateGenerator.createSelfSigned(
      {
        name: `CN=${name}`,
        keys,
        signingAlgorithm: ALGORITHM,
        ...validity(),
        extensions: [new BasicConstraintsExtension(true, undefined, true)],
      },
      crypto,
    );
  return {
    ca: authority.toString('pem'),
    async issue() {
      const leafKeys = await generateKeys();
      const leaf = await X509CertificateGenerator.create(
        {
          subject: 'CN=localhost',
          issuer: authority.subject,
          publicKey: leafKeys.publicKey,
          signingKey: keys.privateKey,
          signingAlgorithm: ALGORITHM,
          ...validity(),
          extensions: [
            new SubjectAlternativeNameExtension([
              { type: 'dns', value: 'localhost' },
            ]),
          ],
        },
        crypto,
      );
      return {
        cert: leaf.toString('pem'),
        key: await toPem(leafKeys.privateKey),
      };
    },
  };
}
