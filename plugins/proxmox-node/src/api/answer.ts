import { STATUS_CODES } from 'node:http';
import {
  SourceFailure,
  type UpstreamResponse,
} from '@reverb256/backstage-plugin-infra-node';
import { z } from 'zod';
import { parseJson } from './parse-json';

/** What a request was about, for messages. */
export interface AskedFor {
  /** What people call the cluster. */
  source: string;
  method: string;
  /** Without /api2/json. */
  path: string;
  tokenId: string;
  /** When the token was last accepted, if it was since the portal started. */
  acceptedAt?: Date;
}

const envelopeSchema = z.object({
  data: z.unknown().optional(),
  message: z.string().nullish(),
  errors: z.record(z.string(), z.unknown()).nullish(),
});

/** An answer, taken apart. */
export interface Answer {
  status: number;
  endpoint: string;
  /** Proxmox's own words, in one line; empty when it said nothing. */
  words: string;
  /** By parameter, what was wrong with it. */
  errors: Record<string, string>;
  data: unknown;
  /** Whether there was a body that said what `data` is. */
  hasData: boolean;
}

const MAX_WORDS = 300;

function oneLine(words: string): string {
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS)}…` : line;
}

function isStandardPhrase(status: number, reason: string): boolean {
  return reason.toLowerCase() === STATUS_CODES[status]?.toLowerCase();
}

/** Two values of one header are as much of a surprise as a wrong one. */
function contentType(response: UpstreamResponse): string {
  return String(response.headers['content-type'] ?? '');
}

function notThisApi(
  asked: AskedFor,
  response: UpstreamResponse,
  what: string,
): SourceFailure {
  return new SourceFailure(
    'invalid',
    `${asked.source}: ${response.endpoint} answered ${response.status} with ${what} to ${asked.method} ${asked.path}: is this Proxmox VE's port, or is there a proxy in front?`,
  );
}

/**
 * Takes an answer apart. The message is in the reason phrase and, since pve-http-server 5.2.0, in the body: proxies that
 * speak HTTP/2 drop the phrase, older versions have no message, so both are read. Throws a `SourceFailure` for what is
 * not an answer of this API.
 */
export function readAnswer(
  asked: AskedFor,
  response: UpstreamResponse,
): Answer {
  const { status, endpoint } = response;
  const reason = oneLine(response.reason);
  const answer: Answer = {
    status,
    endpoint,
    words: isStandardPhrase(status, reason) ? '' : reason,
    errors: {},
    data: undefined,
    hasData: false,
  };
  // Refusals (401) and failures to reach another node (595) come without a body.
  if (response.body.length === 0) {
    if (status < 400) throw notThisApi(asked, response, 'nothing');
    return answer;
  }
  const type = contentType(response);
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw notThisApi(asked, response, oneLine(type) || 'no content type');
  }
  let body: unknown;
  try {
    body = parseJson(response.body.toString('utf8'));
  } catch {
    throw notThisApi(asked, response, 'JSON that is broken or incomplete');
  }
  const envelope = envelopeSchema.safeParse(body);
  if (!envelope.success) {
    throw notThisApi(asked, response, 'JSON of another kind');
  }
  const { message, errors } = envelope.data;
  if (message && oneLine(message)) answer.words = oneLine(message);
  answer.errors = Object.fromEntries(
    Object.entries(errors ?? {}).map(([name, value]) => [
      oneLine(name),
      oneLine(String(value)),
    ]),
  );
  answer.data = envelope.data.data;
  answer.hasData = Object.hasOwn(body as object, 'data');
  if (status < 300 && !answer.hasData) {
    throw notThisApi(asked, response, 'JSON of another kind');
  }
  return answer;
}
