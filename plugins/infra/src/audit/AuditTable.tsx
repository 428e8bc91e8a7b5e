import {
  Cell,
  CellText,
  Table,
  Text,
  useBreakpoint,
  type ColumnConfig,
} from '@backstage/ui';
import type { AuditRecord } from '@reverb256/backstage-plugin-infra-common';
import {
  formatActor,
  formatMoment,
  originWords,
} from '@reverb256/backstage-plugin-infra-react';
import { useMemo } from 'react';
import styles from '../parts/parts.module.css';
import tableStyles from './AuditTable.module.css';
import { eventWords } from './auditFilters';

/** The column says that it is UTC. */
const momentOf = ({ at }: AuditRecord) => formatMoment(at).replace(' UTC', '');
const dayOf = (record: AuditRecord) => momentOf(record).slice(0, 10);
const timeOf = (record: AuditRecord) => momentOf(record).slice(11);

type AuditRow = AuditRecord & { id: string };

interface AuditTableProps {
  records: readonly AuditRecord[];
  onOpen: (record: AuditRecord) => void;
}

/** Audit records, the newest first; each opens in full. */
export function AuditTable({ records, onOpen }: AuditTableProps) {
  const { up } = useBreakpoint();
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
  const columns = useMemo(() => auditColumns(up), [up]);
  return (
    <div className={styles.table}>
      <Table
        columnConfig={columns}
        data={rows}
        pagination={{ type: 'none' }}
        rowConfig={{ onClick: ({ id, ...record }) => onOpen(record) }}
        emptyState={<Text color="secondary">No records match.</Text>}
      />
    </div>
  );
}

function auditColumns(
  isAtLeast: (breakpoint: 'sm' | 'md' | 'lg') => boolean,
): ColumnConfig<AuditRow>[] {
  const isWide = isAtLeast('sm');
  return [
    {
      id: 'at',
      label: 'When (UTC)',
      isRowHeader: true,
      defaultWidth: '1.4fr',
      minWidth: 120,
      cell: record => (
        <CellText
          title={isWide ? momentOf(record) : dayOf(record)}
          description={
            isWide ? `${record.pluginId} ${record.seq}` : timeOf(record)
          }
        />
      ),
    },
    {
      id: 'event',
      label: 'Event',
      defaultWidth: '1fr',
      minWidth: 110,
      cell: record => (
        <Cell>
          <span className={tableStyles.event} data-event={record.event}>
            {eventWords[record.event]}
          </span>
        </Cell>
      ),
    },
    {
      id: 'actor',
      label: 'Who',
      isHidden: !isWide,
      defaultWidth: '1.2fr',
      minWidth: 110,
      cell: record => (
        <CellText
          title={formatActor(record.actor)}
          description={`from ${originWords[record.origin]}`}
        />
      ),
    },
    {
      id: 'action',
      label: 'What',
      defaultWidth: '1.6fr',
      minWidth: 130,
      cell: record => (
        <CellText
          title={record.action}
          description={
            isWide
              ? record.resourceTitle
              : `${record.resourceTitle} · ${formatActor(record.actor)}`
          }
        />
      ),
    },
    {
      id: 'resource',
      label: 'Thing',
      isHidden: !isAtLeast('md'),
      defaultWidth: '1.6fr',
      minWidth: 130,
      cell: record => (
        <CellText title={record.resourceId} description={record.resourceType} />
      ),
    },
  ];
}
