import { z } from 'zod';

/**
 * What kept a source, or a part of it, from being read. The kind tells a person what to do about it:
 *
 * - `unreachable`: nothing answers (refused, no route, name not found, cut off); look at the network or the machine
 * - `untrusted`: the certificate is not the one that the configuration trusts; compare fingerprints before anything is sent
 * - `unauthorized`: the credentials are not accepted; check or replace them
 * - `forbidden`: the credentials are accepted but lack a privilege, named in `missing`
 * - `rejected`: the source understood and refused, or failed by itself; its own words are in the message
 * - `invalid`: the answer is not what this API answers; a proxy's page, another service, or a version that we do not know
 * - `timeout`: the answer was not complete in time
 *
 * @public
 */
export const sourceErrorKinds = [
  'unreachable',
  'untrusted',
  'unauthorized',
  'forbidden',
  'rejected',
  'invalid',
  'timeout',
] as const;

/** @public */
export const sourceErrorKindSchema = z.enum(sourceErrorKinds);

/** @public */
export type SourceErrorKind = z.infer<typeof sourceErrorKindSchema>;

/** @public */
export const sourceErrorSchema = z
  .object({
    kind: sourceErrorKindSchema,
    /** What happened, to what, and what to do: one or two sentences for a person. Never holds a secret. */
    message: z.string(),
    /** When it was first seen without a success in between: ISO 8601, UTC. */
    since: z.iso.datetime(),
    /** The privileges or rights that are lacking, in the source's own words, such as `Sys.Audit on /`. */
    missing: z.array(z.string()).optional(),
  })
  .meta({ id: 'SourceError' });

/** Why a source or a part of it could not be read. @public */
export type SourceError = z.infer<typeof sourceErrorSchema>;
