import { describeError, describeTimeout } from './describe-error';
import { PinMismatch } from './trust';

const coded = (code: string) => Object.assign(new Error(code), { code });

const table = [
  ['ECONNREFUSED', 'unreachable'],
  ['ENOTFOUND', 'unreachable'],
  ['EAI_AGAIN', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ETIMEDOUT', 'unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
  ['UND_ERR_DESTROYED', 'unreachable'],
  ['ENOBUFS', 'unreachable'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
  ['CERT_HAS_EXPIRED', 'untrusted'],
  ['CERT_NOT_YET_VALID', 'untrusted'],
  ['CERT_REVOKED', 'untrusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'invalid'],
  ['UND_ERR_HEADERS_OVERFLOW', 'invalid'],
] as const;

it.each(table)('takes %s for %s', (code, kind) => {
  expect(describeError(coded(code), 'connect').kind).toBe(kind);
});

it('says something different of each', () => {
  const all = [
    ...table.map(([code]) => describeError(coded(code), 'connect')),
    ...(['connect', 'answer', 'body'] as const).map(phase =>
      describeError(coded('ECONNRESET'), phase),
    ),
    describeError(new PinMismatch('AA', 'BB'), 'connect'),
    describeTimeout('answer', 5),
    describeTimeout('body', 5),
  ].map(failure => failure.what);
  expect(new Set(all).size).toBe(all.length);
});

it('says of a name with several addresses what the first of them said', () => {
  const error = new AggregateError([
    coded('ECONNREFUSED'),
    coded('ENETUNREACH'),
  ]);
  expect(describeError(error, 'connect').what).toBe(
    'refuses the connection: nothing listens there',
  );
});
