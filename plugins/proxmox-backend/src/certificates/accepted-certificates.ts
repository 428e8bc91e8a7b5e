import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

const TABLE = 'accepted_certificates';

/** That somebody accepted a certificate in place of the configured one. */
export interface AcceptedCertificate {
  cluster: string;
  /** The URL of the endpoint. */
  endpoint: string;
  /** SHA-256, as `AA:BB:…`. */
  fingerprint: string;
  /** The configured one that it stands in for: once another one is configured, that holds. */
  replaces: string;
  /** The run that accepted it: the audit trail has who and from where. */
  runId: string;
  /** ISO 8601, UTC. */
  acceptedAt: string;
}

interface Row {
  cluster: string;
  endpoint: string;
  fingerprint: string;
  replaces: string;
  run_id: string;
  accepted_at: string;
}

/** The accepted certificates, in the plugin's own database, for all replicas. */
export class AcceptedCertificates {
  readonly #db: Knex;

  private constructor(db: Knex) {
    this.#db = db;
  }

  static async create(
    database: DatabaseService,
  ): Promise<AcceptedCertificates> {
    const db = await database.getClient();
    if (!database.migrations?.skip) {
      await db.migrate.latest({
        directory: resolvePackagePath(
          '@reverb256/backstage-plugin-proxmox-backend',
          'migrations',
        ),
      });
    }
    return new AcceptedCertificates(db);
  }

  async list(): Promise<AcceptedCertificate[]> {
    const rows = await this.#db<Row>(TABLE).orderBy(['cluster', 'endpoint']);
    return rows.map(({ run_id, accepted_at, ...rest }) => ({
      ...rest,
      runId: run_id,
      acceptedAt: accepted_at,
    }));
  }

  /** The last one that was accepted for an endpoint holds. */
  async accept(certificate: AcceptedCertificate): Promise<void> {
    const { runId, acceptedAt, ...rest } = certificate;
    await this.#db<Row>(TABLE)
      .insert({ ...rest, run_id: runId, accepted_at: acceptedAt })
      .onConflict(['cluster', 'endpoint'])
      .merge();
  }
}
