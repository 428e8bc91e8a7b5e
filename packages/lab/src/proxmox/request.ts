import type { IncomingMessage } from 'node:http';

// pve-http-server AnyEvent.pm.
const MAX_HEADERS = 64;
const MAX_BODY = 512 * 1024;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** Refused before any method is looked for; the text is reason phrase and body. */
export class Refusal extends Error {
  readonly status: number;
  readonly withBody: boolean;

  constructor(status: number, reason: string, withBody = true) {
    super(reason);
    this.status = status;
    this.withBody = withBody;
  }
}

/** A real node reads no further, and cuts the connection in the end. */
export function hasTooManyHeaders(request: IncomingMessage): boolean {
  return request.rawHeaders.length / 2 >= MAX_HEADERS - 1;
}

/** AnyEvent.pm process_header: before anybody is authenticated. */
export function checkHead(request: IncomingMessage): void {
  const method = request.method ?? '';
  if (!METHODS.includes(method)) {
    throw new Refusal(501, `method '${method}' not available`, false);
  }
  const encoding = request.headers['transfer-encoding'];
  if (encoding) {
    throw new Refusal(
      501,
      encoding.toLowerCase() === 'chunked'
        ? 'chunked transfer encoding not supported'
        : `Unknown transfer encoding '${encoding}'`,
    );
  }
}

/** authenticate_and_handle_request, after the credentials were checked. */
export function checkBody(request: IncomingMessage): void {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length === 0) return;
  const method = request.method ?? '';
  if (method !== 'PUT' && method !== 'POST') {
    throw new Refusal(501, `Unexpected content for method '${method}'`);
  }
  if (length > MAX_BODY) throw new Refusal(501, 'for data too large');
  const type = contentType(request);
  if (
    type &&
    type !== 'application/x-www-form-urlencoded' &&
    type !== 'application/json'
  ) {
    throw new Refusal(
      506,
      `upload 'Content-Type '${request.headers['content-type']}' not implemented`,
    );
  }
}

function contentType(request: IncomingMessage): string | undefined {
  return request.headers['content-type']?.split(';')[0].trim().toLowerCase();
}

/** AnyEvent.pm decode_urlencoded: keys that repeat become a list. */
function decodeForm(text: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = values[name];
    if (before === undefined) values[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else values[name] = [before, value];
  }
  return values;
}

/** AnyEvent.pm extract_params: the query overrides the body. */
export async function readParameters(
  request: IncomingMessage,
  query: string,
): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const parameters =
    contentType(request) === 'application/json' && body
      ? (JSON.parse(body) as Record<string, unknown>)
      : decodeForm(body);
  Object.assign(parameters, decodeForm(query));
  // The parameter with which browsers get around caches.
  delete parameters._dc;
  return parameters;
}
