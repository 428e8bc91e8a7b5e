import { askJson } from './askJson.ts';
import {
  parseAudit,
  parseChain,
  parseRun,
  type AuditRecord,
  type Chain,
  type Run,
} from './wire.ts';

/** The actions that are tried. */
export type PowerAction = 'start-guest' | 'shutdown-guest';

/** The portal's API, asked by machine tokens: changes by an operator's, the audit trail by an administrator's. */
export class PortalClient {
  readonly #api: string;
  readonly #operator: string;
  readonly #admin: string;

  constructor(options: { url: string; operator: string; admin: string }) {
    this.#api = `${options.url}/api/proxmox/v1`;
    this.#operator = `Bearer ${options.operator}`;
    this.#admin = `Bearer ${options.admin}`;
  }

  /**
   * Asks for a change.
   *
   * @returns the run, as it was accepted
   * @throws Error with the answer when it was refused, or of the connection when the portal died
   */
  async act(
    action: PowerAction,
    input: { cluster: string; guest: string },
  ): Promise<Run> {
    const answer = await askJson(`${this.#api}/actions/${action}`, {
      method: 'POST',
      authorization: this.#operator,
      body: input,
    });
    if (answer.status !== 202) {
      throw new Error(
        `${action} of ${input.guest} was answered with ${
          answer.status
        }: ${JSON.stringify(answer.body)}`,
      );
    }
    return parseRun(answer.body);
  }

  async run(id: string): Promise<Run> {
    return parseRun(await this.#get(`/runs/${id}`, this.#operator));
  }

  /** Whether it answers at all, and knows the guest. */
  async knowsGuests(cluster: string, guests: readonly string[]) {
    const body = await this.#get(
      `/snapshots/inventory/${cluster}`,
      this.#operator,
    );
    const { data } = body as { data?: { guests?: Record<string, unknown> } };
    return guests.every(guest => data?.guests?.[guest] !== undefined);
  }

  /** The audit records of a run. */
  async audit(runId: string, resource: string): Promise<AuditRecord[]> {
    const records = parseAudit(
      await this.#get(
        `/audit?limit=1000&resource=${encodeURIComponent(resource)}`,
        this.#admin,
      ),
    );
    return records.filter(record => record.runId === runId);
  }

  async chain(): Promise<Chain> {
    return parseChain(await this.#get('/audit/verify', this.#admin));
  }

  async #get(path: string, authorization: string): Promise<unknown> {
    const { status, body } = await askJson(`${this.#api}${path}`, {
      authorization,
    });
    if (status !== 200) {
      throw new Error(
        `GET ${path} was answered with ${status}: ${JSON.stringify(body)}`,
      );
    }
    return body;
  }
}
