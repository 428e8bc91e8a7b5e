import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type { Answer, AskedFor } from './answer';

/** What a 401 says, and what it means for the token. The words are those of pve-access-control. */
const reasons: [RegExp, (id: string) => string][] = [
  [
    /no such token/i,
    id =>
      `there is no token ${id}: it was revoked, or never made. Make it, and put its secret into the configuration`,
  ],
  [
    /invalid token value/i,
    id =>
      `the secret configured for the token ${id} is wrong. Put the right one into the configuration; if it is lost, make the token anew`,
  ],
  [
    /^token .* access expired/i,
    id =>
      `the token ${id} has expired. Give it a later date, or make a new one`,
  ],
  [
    /^user .* access expired/i,
    id => `the user of the token ${id} has expired. Give it a later date`,
  ],
  [
    /^user .* is disabled/i,
    id => `the user of the token ${id} is disabled. Enable it`,
  ],
  [
    /no such user/i,
    id =>
      `the user of the token ${id} does not exist. Check the token's id in the configuration, or make the user`,
  ],
  [
    /no tokenid specified|not a valid token/i,
    id => `${id} is not a token's id as it knows them. Check the configuration`,
  ],
];

/** Since 9.1.5 a refusal has no reason; what happened before then is all that there is to go by. */
function withoutReason({ tokenId, acceptedAt }: AskedFor): string {
  return acceptedAt
    ? `the token ${tokenId} was accepted until ${acceptedAt.toISOString()} and is not any more: it was revoked or has expired, its secret was replaced, or its user was disabled. Look at the token there`
    : `the token ${tokenId} is not accepted and never was since the portal started: its id or its secret is wrong, or it was revoked. Check both in the configuration, and the token there`;
}

/** What to make of a 401. */
export function refusedToken(asked: AskedFor, answer: Answer): SourceFailure {
  const { source, tokenId } = asked;
  const known = reasons.find(([words]) => words.test(answer.words));
  const what = known ? known[1](tokenId) : withoutReason(asked);
  const quote = answer.words ? ` (Proxmox VE says: "${answer.words}")` : '';
  return new SourceFailure('unauthorized', `${source}: ${what}${quote}.`);
}
