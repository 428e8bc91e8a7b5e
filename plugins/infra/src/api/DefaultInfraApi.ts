import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  findingHistorySchema,
  gatheredAuditSchema,
  gatheredFindingsSchema,
  gatheredRunsSchema,
  gatheredVerdictsSchema,
  trackedFindingSchema,
  type FindingTransition,
  type GatheredAudit,
  type GatheredFindings,
  type GatheredRuns,
  type TrackedFinding,
} from '@reverb256/backstage-plugin-infra-common';
import {
  assertOk,
  PolledResource,
  PortalClient,
  queryOf,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  AuditExport,
  AuditSearch,
  FindingDecisionInput,
  InfraApi,
  RunsQuery,
} from './InfraApi';
import { readExport } from './readExport';

/** How often it is asked for while somebody looks, in seconds; signals make it sooner. */
const SECONDS = 30;

/** An export may be long: so many seconds. */
const EXPORT_SECONDS = 600;

/** Every record of every trail is read to verify it: so many seconds, and a little more than infra-backend waits. */
const VERIFY_SECONDS = 250;

/** Asks infra-backend. @public */
export class DefaultInfraApi implements InfraApi {
  readonly activeRuns: PolledResource<GatheredRuns>;
  readonly #client: PortalClient;
  readonly #findings: Record<'open' | 'all', PolledResource<GatheredFindings>>;

  static create(options: { fetchApi: FetchApi }): DefaultInfraApi {
    return new DefaultInfraApi(options.fetchApi);
  }

  private constructor(fetchApi: FetchApi) {
    this.#client = PortalClient.create({ fetchApi, pluginId: 'infra' });
    this.activeRuns = this.runs({ isActive: true });
    const findings = (state: 'open' | 'all') =>
      PolledResource.create({
        ask: () =>
          this.#client.get(
            `/findings${queryOf({ state })}`,
            gatheredFindingsSchema,
          ),
        seconds: SECONDS,
        channel: 'infra:findings',
      });
    this.#findings = { open: findings('open'), all: findings('all') };
  }

  runs(query: RunsQuery): PolledResource<GatheredRuns> {
    return PolledResource.create({
      ask: () => this.getRuns(query),
      seconds: SECONDS,
      channel: 'infra:runs',
    });
  }

  async getRuns({ isActive, ...rest }: RunsQuery): Promise<GatheredRuns> {
    const query = queryOf({ active: isActive, ...rest });
    return await this.#client.get(`/runs${query}`, gatheredRunsSchema);
  }

  findings(state: 'open' | 'all'): PolledResource<GatheredFindings> {
    return this.#findings[state];
  }

  async getHistory(id: string): Promise<readonly FindingTransition[]> {
    const path = `/findings/history${queryOf({ id })}`;
    return (await this.#client.get(path, findingHistorySchema)).items;
  }

  async decide(decision: FindingDecisionInput): Promise<TrackedFinding> {
    const { type, ...body } = decision;
    const finding = await this.#client.post(
      `/findings/${type}`,
      body,
      trackedFindingSchema,
    );
    this.#findings.open.refresh();
    this.#findings.all.refresh();
    return finding;
  }

  async searchAudit(
    search: AuditSearch,
    cursor?: string,
  ): Promise<GatheredAudit> {
    return await this.#client.get(
      `/audit${queryOf({ ...search, cursor })}`,
      gatheredAuditSchema,
    );
  }

  async exportAudit(search: AuditSearch): Promise<AuditExport> {
    return await this.#client.request(
      `/audit/export${queryOf({ ...search })}`,
      {},
      async response => {
        await assertOk(response);
        return await readExport(await response.blob());
      },
      EXPORT_SECONDS,
    );
  }

  async verifyAudit() {
    return await this.#client.request(
      '/audit/verify',
      {},
      async response => {
        await assertOk(response);
        return gatheredVerdictsSchema.parse(await response.json());
      },
      VERIFY_SECONDS,
    );
  }
}
