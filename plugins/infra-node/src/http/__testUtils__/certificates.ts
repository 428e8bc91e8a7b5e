import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type JsonGeneralName,
  type X509Certificate,
} from '@peculiar/x509';
import { X509Certificate as NodeCertificate } from 'node:crypto';

cryptoProvider.set(globalThis.crypto);

const DAY_MS = 24 * 3600 * 1000;
const algorithm = {
  name: 'ECDSA',
  namedCurve: 'P-256',
  hash: 'SHA-256',
} as const;

export interface TestCertificate {
  cert: string;
  key: string;
  fingerprint: string;
  issue(options?: LeafOptions): Promise<TestCertificate>;
}

export interface LeafOptions {
  /** Default: the loopback address and its name. */
  names?: JsonGeneralName[];
  /** Days from now; default 1. */
  validUntilDays?: number;
}

const loopback: JsonGeneralName[] = [
  { type: 'ip', value: '127.0.0.1' },
  { type: 'dns', value: 'localhost' },
];

let serial = 1;

async function create(
  issuer: { certificate: X509Certificate; key: CryptoKey } | undefined,
  { names = loopback, validUntilDays = 1 }: LeafOptions,
): Promise<TestCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]);
  serial += 1;
  const common = {
    serialNumber: serial.toString(16).padStart(4, '0'),
    notBefore: new Date(Date.now() - 30 * DAY_MS),
    notAfter: new Date(Date.now() + validUntilDays * DAY_MS),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(!issuer),
      new SubjectAlternativeNameExtension(names),
    ],
  };
  const certificate = issuer
    ? await X509CertificateGenerator.create({
        ...common,
        subject: `CN=leaf ${serial}`,
        issuer: issuer.certificate.subject,
        publicKey: keys.publicKey,
        signingKey: issuer.key,
      })
    : await X509CertificateGenerator.createSelfSigned({
        ...common,
        name: `CN=self-signed ${serial}`,
        keys,
      });
  const key = Buffer.from(
    await crypto.subtle.exportKey('pkcs8', keys.privateKey),
  ).toString('base64');
  const cert = certificate.toString('pem');
  return {
    cert,
    key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    fingerprint: new NodeCertificate(cert).fingerprint256,
    issue: (options = {}) =>
      create({ certificate, key: keys.privateKey }, options),
  };
}

/** A self-signed certificate for the loopback address, which can issue others. */
export const createSelfSigned = () => create(undefined, {});
