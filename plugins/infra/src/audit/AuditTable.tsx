import { Text } from '@backstage/ui';
import type { AuditRecord } from '@reverb256/backstage-plugin-infra-common';
import { DataTable } from '@reverb256/backstage-plugin-infra-react';
import { useCallback, useMemo } from 'react';
import { auditColumns, type AuditRow } from './auditColumns';

/** The newest first, as they are told. */
const AS_TOLD = { column: 'none', direction: 'ascending' } as const;

interface AuditTableProps {
  records: readonly AuditRecord[];
  /** Whether there are older ones than these. */
  hasMore: boolean;
  onOpen: (record: AuditRecord) => void;
}

/** Audit records, the newest first; each opens in full. */
export function AuditTable({ records, hasMore, onOpen }: AuditTableProps) {
  const rows = useMemo(
    () =>
      records.map(
        (record): AuditRow => ({
          ...record,
          id: `${record.pluginId}/${record.seq}`,
        }),
      ),
    [records],
  );
  const open = useCallback(
    ({ id, ...record }: AuditRow) => onOpen(record),
    [onOpen],
  );
  return (
    <DataTable
      id="infra-audit"
      label="Audit records"
      noun="record"
      columns={auditColumns}
      rows={rows}
      isPartial={hasMore}
      defaultSort={AS_TOLD}
      sortParameter={false}
      onOpen={open}
      emptyState={<Text color="secondary">No records match.</Text>}
    />
  );
}
