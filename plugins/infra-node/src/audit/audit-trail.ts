import type {
  AuditQuery,
  AuditRecord,
} from '@reverb256/backstage-plugin-infra-common';
import type { Knex } from 'knex';
import type { ChainVerdict } from './chain';

/** What is to be recorded; the trail adds its place in the chain. @public */
export type AuditEntry = Omit<
  AuditRecord,
  'seq' | 'pluginId' | 'previousHash' | 'hash'
>;

/**
 * An append-only record of every change, in which each record is bound to all before it.
 *
 * @public
 */
export interface AuditTrail {
  /**
   * Adds a record.
   *
   * @param transaction - in which the thing recorded is written, so that there is never one without the other
   */
  append(
    entry: AuditEntry,
    transaction?: Knex.Transaction,
  ): Promise<AuditRecord>;
  /** The newest first. */
  search(query: AuditQuery): Promise<AuditRecord[]>;
  verify(): Promise<ChainVerdict>;
}
