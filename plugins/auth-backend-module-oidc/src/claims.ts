import { z } from 'zod';

const claimsSchema = z.object({
  sub: z.string().min(1),
  name: z.string().optional(),
  picture: z.string().optional(),
  email: z.string().optional(),
  // Some providers send it as text.
  email_verified: z.union([z.boolean(), z.stringbool()]).catch(false),
});

/** Who signed in, as the provider says. */
export interface Person {
  issuer: string;
  /** Unique and stable at the issuer. */
  subject: string;
  /** Lower case; only set when the provider has verified it. */
  verifiedEmail?: string;
  /** An address that the provider does not vouch for: may be shown to its owner, proves nothing. */
  unverifiedEmail?: string;
  displayName?: string;
  picture?: string;
}

/**
 * Reads the claims about a person.
 *
 * @throws ZodError when there is no subject.
 */
export function readPerson(issuer: string, claims: unknown): Person {
  const { sub, name, picture, email, email_verified } =
    claimsSchema.parse(claims);
  return {
    issuer,
    subject: sub,
    displayName: name,
    picture,
    ...(email &&
      (email_verified
        ? { verifiedEmail: email.toLowerCase() }
        : { unverifiedEmail: email })),
  };
}
