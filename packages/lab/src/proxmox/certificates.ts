import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** As state.json keeps it. */
export interface KeyPair {
  key: string;
  cert: string;
}

/** pve-common Certificate.pm get_certificate_info. */
export interface CertificateInfo {
  filename: string;
  fingerprint: string;
  subject: string;
  issuer: string;
  notbefore: number;
  notafter: number;
  san: string[];
  pem: string;
  'public-key-type': string;
  'public-key-bits': number;
}

const DAY_MS = 86_400_000;

/** Valid for so many days from now; one that has expired was valid for a year. */
function validity(days: number): { notBeforeDate: Date; notAfterDate: Date } {
  const notAfterDate = new Date(Date.now() + days * DAY_MS);
  const notBeforeDate =
    days > 0 ? new Date() : new Date(notAfterDate.getTime() - 365 * DAY_MS);
  return { notBeforeDate, notAfterDate };
}

/** Self-signed, as a node's own certificate is before a cluster's CA or ACME. */
export async function createCertificate(
  node: string,
  ip: string,
  days = 730,
): Promise<KeyPair> {
  const { private: key, cert } = await generate(
    [
      { shortName: 'OU', value: 'PVE Cluster Node' },
      { shortName: 'O', value: 'Proxmox Virtual Environment' },
      { name: 'commonName', value: `${node}.reverb256.ca` },
    ],
    {
      keySize: 2048,
      algorithm: 'sha256',
      ...validity(days),
      extensions: [
        { name: 'basicConstraints', cA: false },
        {
          name: 'keyUsage',
          digitalSignature: true,
          keyEncipherment: true,
        },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 7, ip: '127.0.0.1' },
            { type: 7, ip },
            { type: 2, value: 'localhost' },
            { type: 2, value: node },
            { type: 2, value: `${node}.reverb256.ca` },
          ],
        },
      ],
    },
  );
  return { key, cert };
}

/** The CA that a cluster makes for itself (pve-cluster Setup.pm gen_pveca_cert). It signs nothing here. */
export async function createAuthority(days: number): Promise<string> {
  const { cert } = await generate(
    [
      { name: 'commonName', value: 'Proxmox Virtual Environment' },
      { shortName: 'OU', value: 'reverb256' },
      { shortName: 'O', value: 'PVE Cluster Manager CA' },
    ],
    {
      keySize: 2048,
      algorithm: 'sha256',
      ...validity(days),
      extensions: [{ name: 'basicConstraints', cA: true }],
    },
  );
  return cert;
}

export function describeCertificate(cert: string): CertificateInfo {
  const parsed = new X509Certificate(cert);
  const oneLine = (name: string) => `/${name.split('\n').join('/')}`;
  return {
    filename: 'pve-ssl.pem',
    fingerprint: parsed.fingerprint256,
    subject: oneLine(parsed.subject),
    issuer: oneLine(parsed.issuer),
    notbefore: Math.floor(Date.parse(parsed.validFrom) / 1000),
    notafter: Math.floor(Date.parse(parsed.validTo) / 1000),
    san: (parsed.subjectAltName ?? '')
      .split(', ')
      .filter(Boolean)
      .map(name => name.replace(/^(DNS|IP Address):/, '')),
    pem: cert,
    'public-key-type': 'rsaEncryption',
    'public-key-bits': parsed.publicKey.asymmetricKeyDetails
      ?.modulusLength as number,
  };
}
