import { createHash } from 'node:crypto';
import type { AuditRecord } from '@reverb256/backstage-plugin-infra-common';

/** What stands in the place of a hash before the first record. @public */
export const GENESIS_HASH = '0'.repeat(64);

/** Where a trail ends. @public */
export interface AuditHead {
  seq: number;
  hash: string;
}

/** JSON with the members of every object in alphabetical order: the same text for the same content. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

/** The hash of a record, over everything in it and through `previousHash` over all before it. @public */
export function hashRecord(record: Omit<AuditRecord, 'hash'>): string {
  const { hash, ...content } = record as AuditRecord;
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** @public */
export interface ChainProblem {
  /** The record at which it shows. */
  seq: number;
  problem: string;
}

/** @public */
export interface ChainVerdict {
  ok: boolean;
  /** How many records were read. */
  checked: number;
  problems: ChainProblem[];
}

/**
 * Checks a whole trail: that no record was changed, none is missing, also not at the end, and that they stand in the
 * order in which they were written.
 *
 * @param records - in order of `seq`
 * @param head - where the trail ended when it was last written
 * @public
 */
export async function verifyChain(
  records: AsyncIterable<AuditRecord> | Iterable<AuditRecord>,
  head: AuditHead,
): Promise<ChainVerdict> {
  const problems: ChainProblem[] = [];
  let checked = 0;
  let last: AuditHead = { seq: 0, hash: GENESIS_HASH };
  for await (const record of records) {
    const { seq } = record;
    checked++;
    if (seq !== last.seq + 1) {
      const missing =
        seq === last.seq + 2
          ? `record ${last.seq + 1} is missing`
          : `records ${last.seq + 1} to ${seq - 1} are missing`;
      problems.push({ seq, problem: `Before it ${missing}` });
    } else if (record.previousHash !== last.hash) {
      problems.push({
        seq,
        problem:
          'It does not follow the record before it: one of them was exchanged or changed',
      });
    }
    if (hashRecord(record) !== record.hash) {
      problems.push({
        seq,
        problem: 'Its content is not what was written: it was changed',
      });
    }
    last = { seq, hash: record.hash };
  }
  if (last.seq < head.seq) {
    problems.push({
      seq: head.seq,
      problem: `The trail ends at ${last.seq} and was written up to ${head.seq}: its end is missing`,
    });
  } else if (last.hash !== head.hash) {
    problems.push({
      seq: last.seq,
      problem: 'The end of the trail is not the one that was written last',
    });
  }
  return { ok: problems.length === 0, checked, problems };
}
