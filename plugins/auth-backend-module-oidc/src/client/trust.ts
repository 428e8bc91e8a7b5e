import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { getCACertificates } from 'node:tls';
import { InputError } from '@backstage/errors';

/**
 * The certificate authorities to trust: those that Node.js trusts, and the ones in the file.
 *
 * @returns undefined without a file, so that Node's own trust applies unchanged.
 * @throws InputError when the file cannot be read or holds no certificate.
 */
export async function readTrust(
  caFile: string | undefined,
): Promise<string[] | undefined> {
  if (!caFile) {
    return undefined;
  }
  let pem: string;
  try {
    pem = await readFile(caFile, 'utf8');
    // Node skips what it cannot parse without a word, and a later handshake fails instead.
    void new X509Certificate(pem);
  } catch (error) {
    throw new InputError(
      `The certificate authority file ${caFile} cannot be used; name a readable file with certificates in PEM format as caFile`,
      error,
    );
  }
  return [...getCACertificates('default'), pem];
}
