import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type { Answer, AskedFor } from './answer';
import { refusedToken } from './refused-token';
import { UnknownCallFailure } from './unknown-call-failure';

/** Made up by pveproxy when it could not get an answer from the node that a request is about. */
const proxying: Record<number, string> = {
  595: 'no connection came about',
  596: 'the connection failed before there was an answer',
  597: 'the connection failed in the middle of the answer',
  599: 'the request could not be passed on',
};

function nodeOf(path: string): string | undefined {
  const segment = path.match(/^\/nodes\/([^/]+)\/./)?.[1];
  return segment && decodeURIComponent(segment);
}

function quoted(words: string): string {
  return words ? `: "${words}"` : ' without a word';
}

/**
 * The lacking privileges of a message such as "Permission check failed (/, Sys.Audit)". Several with | are alternatives.
 */
export function missingPrivileges(words: string): string[] {
  const match = /\((\/[^,()]*), ([A-Za-z.|]+)\)/.exec(words);
  if (!match) return [];
  const [, path, privileges] = match;
  return [`${privileges.split('|').join(' or ')} on ${path}`];
}

function forbidden({ source, tokenId, ...asked }: AskedFor, words: string) {
  const missing = missingPrivileges(words);
  const call = `${asked.method} ${asked.path}`;
  if (missing.length > 0) {
    return new SourceFailure(
      'forbidden',
      `${source}: the token ${tokenId} lacks ${missing.join(
        ', ',
      )}, which ${call} needs. Grant a role with it, to the token and to its user.`,
      { missing },
    );
  }
  const rootOnly = /root@pam|not available with API token/i.test(words);
  return new SourceFailure(
    'forbidden',
    `${source}: the token ${tokenId} may not ${call}${quoted(words)}.${
      rootOnly ? ' No token may; only root@pam in person can.' : ''
    }`,
  );
}

function failed({ source, ...asked }: AskedFor, words: string): SourceFailure {
  const call = `${asked.method} ${asked.path}`;
  if (/can't lock file/i.test(words)) {
    return new SourceFailure(
      'rejected',
      `${source}: ${call} found a file locked by something that runs there${quoted(
        words,
      )}. Try again in a moment.`,
    );
  }
  const locked = /is locked(?: \(([^)]+)\))?/i.exec(words);
  if (locked) {
    return new SourceFailure(
      'rejected',
      `${source}: ${call} was refused, as the guest is locked${
        locked[1] ? ` by ${locked[1]}` : ''
      }${quoted(words)}. Wait for what holds it, or look why it does not end.`,
    );
  }
  return new SourceFailure(
    'rejected',
    `${source} failed at ${call}${quoted(words)}. Look at its log.`,
  );
}

/**
 * What an answer that is not a success says about the cluster, the token or a node. Pure: a function of the answer and
 * of what was asked. It never says of a dead node that the endpoint or the credentials were at fault.
 */
export function apiFailure(asked: AskedFor, answer: Answer): SourceFailure {
  const { source, method, path } = asked;
  const { status, words } = answer;
  const call = `${method} ${path}`;
  if (status === 401) return refusedToken(asked, answer);
  if (status === 403) return forbidden(asked, words);
  if (status >= 595 && status <= 599) {
    const node = nodeOf(path);
    const why = `${proxying[status] ?? 'it could not be reached'}${
      words ? ` ("${words}")` : ''
    }`;
    return new SourceFailure(
      'unreachable',
      node
        ? `Node ${node} of ${source} cannot be reached from the node that was asked: ${why}. Check that it runs and is connected.`
        : `${source} could not pass ${call} on to another node: ${why}. Check which of its nodes run.`,
    );
  }
  if (status === 501) {
    return new UnknownCallFailure(
      `${source} does not know ${call}: its version of Proxmox VE is not one that the portal knows${
        words ? ` ("${words}")` : ''
      }.`,
    );
  }
  if (status === 400) {
    const each = Object.entries(answer.errors).map(
      ([name, what]) => `${name}: ${what}`,
    );
    return new SourceFailure(
      'rejected',
      `${source} did not take the parameters of ${call}${
        each.length > 0 ? ` (${each.join('; ')})` : quoted(words)
      }.`,
    );
  }
  if (status === 500) return failed(asked, words);
  if (status >= 400) {
    return new SourceFailure(
      'rejected',
      `${source} answered ${status} to ${call}${quoted(words)}.`,
    );
  }
  return new SourceFailure(
    'invalid',
    `${source}: ${answer.endpoint} answered ${status} to ${call}, which Proxmox VE does not do: is there a proxy in front?`,
  );
}
