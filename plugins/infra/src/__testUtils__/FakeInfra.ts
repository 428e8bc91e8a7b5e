import type { FetchApi } from '@backstage/frontend-plugin-api';
import type {
  AuditRecord,
  Run,
  TrackedFinding,
} from '@reverb256/backstage-plugin-infra-common';

/** ISO 8601, so many seconds before now. */
export const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

export const run = (more: Partial<Run> = {}): Run => ({
  id: 'r1',
  pluginId: 'proxmox',
  action: 'shutdown-guest',
  title: 'Shut down web (VM 100)',
  resource: { type: 'proxmox-guest', id: 'lab/qemu/100', title: 'web' },
  actor: 'user:default/operator',
  origin: 'page',
  input: {},
  destructive: false,
  state: 'running',
  cancellable: false,
  createdAt: ago(5),
  updatedAt: ago(1),
  ...more,
});

export const finding = (
  more: Partial<TrackedFinding> = {},
): TrackedFinding => ({
  id: 'proxmox/lab/node-offline/nodes/forge',
  code: 'node-offline',
  severity: 'critical',
  title: 'Node forge is offline',
  evidence: { status: 'offline', address: '192.0.2.7' },
  source: 'lab',
  path: 'nodes/forge',
  since: ago(120),
  runbook: 'proxmox#node-offline',
  pluginId: 'proxmox',
  state: 'open',
  seenAt: ago(10),
  ...more,
});

export const record = (more: Partial<AuditRecord> = {}): AuditRecord => ({
  seq: 7,
  pluginId: 'proxmox',
  at: '2026-11-24T06:11:09.000Z',
  event: 'succeeded',
  actor: 'user:default/operator',
  origin: 'page',
  action: 'shutdown-guest',
  resourceType: 'proxmox-guest',
  resourceId: 'lab/qemu/100',
  resourceTitle: 'web (VM 100)',
  runId: 'r1',
  detail: { status: 'stopped' },
  previousHash: '0'.repeat(64),
  hash: 'a'.repeat(64),
  ...more,
});

interface Refusal {
  status: number;
  message: string;
}

type Answer = object | string | (() => object);

const isRefusal = (answer: object): answer is Refusal => 'status' in answer;

/**
 * The backends as a page sees them through `fetchApi`. What is asked is looked up by method and path, the longest that
 * matches; a string is answered as it is.
 */
export class FakeInfra implements FetchApi {
  /** `GET infra/runs?active=true`, in order. */
  readonly requests: string[] = [];
  answers: Record<string, Answer> = {};

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const path = url.pathname.replace(/^\/v1/, '') + url.search;
    const asked = `${init?.method ?? 'GET'} ${url.host}${path}`;
    this.requests.push(init?.body ? `${asked} ${init.body}` : asked);
    const [key] = Object.keys(this.answers)
      .filter(each => asked.startsWith(each))
      .sort((a, b) => b.length - a.length);
    if (key === undefined) throw new Error(`The test asked for ${asked}`);
    const found = this.answers[key];
    const answer = typeof found === 'function' ? found() : found;
    if (typeof answer === 'string') return new Response(answer);
    if (isRefusal(answer)) {
      const { status, message } = answer;
      const error = { name: 'Error', message };
      return json({ error, response: { statusCode: status } }, status);
    }
    return json(answer, 200);
  };

  count(prefix: string): number {
    return this.requests.filter(each => each.startsWith(prefix)).length;
  }
}

function json(body: object, status: number): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
}
