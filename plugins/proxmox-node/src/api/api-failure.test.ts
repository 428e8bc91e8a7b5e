import {
  SourceFailure,
  type UpstreamResponse,
} from '@reverb256/backstage-plugin-infra-node';
import { readAnswer, type AskedFor } from './answer';
import { apiFailure, missingPrivileges } from './api-failure';

const asked: AskedFor = {
  source: 'At home',
  method: 'GET',
  path: '/cluster/status',
  tokenId: 'ctrl@pve!portal',
};
const onNode = { ...asked, path: '/nodes/for%20ge/version' };
const accepted = { ...asked, acceptedAt: new Date('2026-08-01T10:00:00Z') };

function response(
  status: number,
  reason: string,
  body: unknown = '',
  type = 'application/json;charset=UTF-8',
): UpstreamResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    endpoint: 'https://pve1:8006',
    status,
    reason,
    headers: text ? { 'content-type': type } : {},
    body: Buffer.from(text),
  };
}

function failureOf(a: AskedFor, r: UpstreamResponse): SourceFailure {
  try {
    return apiFailure(a, readAnswer(a, r));
  } catch (error) {
    if (error instanceof SourceFailure) return error;
    throw error;
  }
}

const table: [string, AskedFor, UpstreamResponse, string, RegExp][] = [
  [
    'a token that is not there',
    asked,
    response(401, "no such token 'portal' for user 'ctrl@pve'"),
    'unauthorized',
    /there is no token ctrl@pve!portal: it was revoked, or never made.*says: "no such token 'portal'/,
  ],
  [
    'a wrong secret',
    asked,
    response(401, 'invalid token value!'),
    'unauthorized',
    /the secret configured for the token ctrl@pve!portal is wrong/,
  ],
  [
    'an expired token',
    asked,
    response(401, "token 'portal' access expired"),
    'unauthorized',
    /the token ctrl@pve!portal has expired/,
  ],
  [
    'an expired user',
    asked,
    response(401, "user 'ctrl@pve' access expired"),
    'unauthorized',
    /the user of the token ctrl@pve!portal has expired/,
  ],
  [
    'a disabled user',
    asked,
    response(401, "user 'ctrl@pve' is disabled"),
    'unauthorized',
    /is disabled. Enable it/,
  ],
  [
    'an unknown user',
    asked,
    response(401, "no such user ('ctrl@pve')"),
    'unauthorized',
    /the user of the token ctrl@pve!portal does not exist/,
  ],
  [
    'a refusal without a reason, of a token that never was accepted',
    asked,
    response(401, 'Authentication failed!'),
    'unauthorized',
    /never was since the portal started: its id or its secret is wrong.*"Authentication failed!"/,
  ],
  [
    'a refusal without a reason, of a token that was accepted',
    accepted,
    response(401, 'Authentication failed!'),
    'unauthorized',
    /was accepted until 2026-08-01T10:00:00.000Z and is not any more: it was revoked/,
  ],
  [
    'a refusal whose words were lost on the way',
    asked,
    response(401, 'Unauthorized'),
    'unauthorized',
    /its id or its secret is wrong, or it was revoked\. Check both in the configuration, and the token there\.$/,
  ],
  [
    'a lacking privilege',
    asked,
    response(403, 'Permission check failed (/, Sys.Audit)'),
    'forbidden',
    /lacks Sys.Audit on \/, which GET \/cluster\/status needs. Grant/,
  ],
  [
    'what only root may',
    asked,
    response(403, 'Permission check failed (user != root@pam)'),
    'forbidden',
    /only root@pam in person can/,
  ],
  [
    'a prohibition without a word',
    asked,
    response(403, 'Forbidden'),
    'forbidden',
    /may not GET \/cluster\/status without a word/,
  ],
  [
    'wrong parameters',
    asked,
    response(400, 'Parameter verification failed.', {
      data: null,
      errors: { type: "value 'x' does not have a value in the enumeration" },
      message: 'Parameter verification failed.\n',
    }),
    'rejected',
    /did not take the parameters of GET \/cluster\/status \(type: value 'x'/,
  ],
  [
    'a lock on a file',
    asked,
    response(500, "can't lock file '/var/lock/x' - got timeout"),
    'rejected',
    /found a file locked by something that runs there.*Try again/,
  ],
  [
    'a locked guest',
    asked,
    response(500, 'VM is locked (backup)'),
    'rejected',
    /the guest is locked by backup/,
  ],
  [
    'a failure',
    asked,
    response(500, 'Internal Server Error', { message: 'no cluster\n' }),
    'rejected',
    /At home failed at GET \/cluster\/status: "no cluster"/,
  ],
  [
    'a method of another version',
    asked,
    response(501, "Method 'GET /cluster/status' not implemented"),
    'invalid',
    /not one that the portal knows/,
  ],
  [
    'a dead node',
    onNode,
    response(595, 'No route to host'),
    'unreachable',
    /^Node for ge of At home cannot be reached from the node that was asked: no connection came about \("No route to host"\)/,
  ],
  [
    'a node that hangs up',
    onNode,
    response(596, 'Connection timed out'),
    'unreachable',
    /^Node for ge .* failed before there was an answer/,
  ],
  [
    'a node that stops in the middle',
    onNode,
    response(597, ''),
    'unreachable',
    /^Node for ge .* in the middle of the answer/,
  ],
  [
    'a node that is not asked',
    onNode,
    response(599, ''),
    'unreachable',
    /^Node for ge .* could not be passed on/,
  ],
  [
    'a dead node behind a request for the cluster',
    asked,
    response(595, 'Connection refused'),
    'unreachable',
    /could not pass GET \/cluster\/status on to another node/,
  ],
  [
    'a page',
    asked,
    response(200, 'OK', '<html>', 'text/html; charset=utf-8'),
    'invalid',
    /answered 200 with text\/html; charset=utf-8 to .*is this Proxmox VE's port, or is there a proxy in front\?/,
  ],
  [
    "a proxy's page",
    asked,
    response(502, 'Bad Gateway', '<html>', 'text/html'),
    'invalid',
    /answered 502 with text\/html/,
  ],
  [
    'nothing',
    asked,
    response(200, 'OK'),
    'invalid',
    /answered 200 with nothing/,
  ],
  [
    'half an answer',
    asked,
    response(200, 'OK', '{"data":[{"id":'),
    'invalid',
    /JSON that is broken or incomplete/,
  ],
  [
    'the JSON of something else',
    asked,
    response(200, 'OK', { sealed: false }),
    'invalid',
    /JSON of another kind/,
  ],
  [
    'a redirect',
    asked,
    response(302, 'Found', { data: null }),
    'invalid',
    /answered 302 to GET \/cluster\/status, which Proxmox VE does not do/,
  ],
  [
    'another refusal',
    asked,
    response(429, 'Slow down'),
    'rejected',
    /answered 429 to GET \/cluster\/status: "Slow down"/,
  ],
];

it.each(table)('understands %s', (_, a, r, kind, message) => {
  const failure = failureOf(a, r);
  expect(failure.kind).toBe(kind);
  expect(failure.message).toMatch(message);
});

it('says something different of each', () => {
  const messages = table.map(([, a, r]) => failureOf(a, r).message);
  expect(new Set(messages).size).toBe(table.length);
});

it('reads the words from the body when the phrase was dropped', () => {
  const failure = failureOf(
    asked,
    response(403, '', {
      data: null,
      message: 'Permission check failed (/storage/x, Datastore.Audit)\n',
    }),
  );
  expect(failure.missing).toEqual(['Datastore.Audit on /storage/x']);
});

it.each([
  ['Permission check failed (/, Sys.Audit)', ['Sys.Audit on /']],
  [
    'Permission check failed (/storage/a, Datastore.Audit|Datastore.AllocateSpace)',
    ['Datastore.Audit or Datastore.AllocateSpace on /storage/a'],
  ],
  ['Permission check failed (user != root@pam)', []],
  ['Permission check failed', []],
])('finds what is missing in %s', (words, missing) => {
  expect(missingPrivileges(words)).toEqual(missing);
});

it('takes any JSON content type, and null for data', () => {
  for (const type of ['application/json', 'application/json; charset=x']) {
    const answer = readAnswer(asked, response(200, 'OK', { data: null }, type));
    expect(answer).toMatchObject({ hasData: true, data: null });
  }
});

it('keeps the words of an answer in one short line', () => {
  const { words } = readAnswer(
    asked,
    response(500, 'x', { message: `a\n\u0007b ${'c'.repeat(1000)}` }),
  );
  expect(words).toMatch(/^a b c{296}…$/);
});
