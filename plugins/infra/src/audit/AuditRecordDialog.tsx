import { Dialog, DialogBody, DialogHeader, Link } from '@backstage/ui';
import type { AuditRecord } from '@reverb256/backstage-plugin-infra-common';
import {
  formatMoment,
  originWords,
} from '@reverb256/backstage-plugin-infra-react';
import styles from '../parts/parts.module.css';
import { runHref } from '../runs/runHref';
import { eventWords } from './auditFilters';

interface AuditRecordDialogProps {
  record: AuditRecord;
  onClose: () => void;
}

/** One audit record in full. */
export function AuditRecordDialog(props: AuditRecordDialogProps) {
  const { record, onClose } = props;
  const { pluginId, runId } = record;
  const facts = [
    ['When', formatMoment(record.at)],
    ['Who', record.actor],
    ['From', originWords[record.origin]],
    ['Action', `${pluginId}: ${record.action}`],
    ['Thing', `${record.resourceTitle} (${record.resourceId})`],
    ['Kind of thing', record.resourceType],
    ['Record', `${record.seq} of ${pluginId}`],
    ['Hash', record.hash],
    ['Hash of the one before', record.previousHash],
  ];
  return (
    <Dialog isOpen width={720} onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>
        {eventWords[record.event]}: {record.action} on {record.resourceTitle}
      </DialogHeader>
      <DialogBody>
        <div className={styles.stack}>
          <dl className={styles.facts}>
            {facts.map(([name, value]) => (
              <div key={name} className={styles.fact}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {runId && (
            <Link href={runHref({ pluginId, id: runId })}>
              The run and its log
            </Link>
          )}
          <pre className={styles.pre}>
            {JSON.stringify(record.detail, undefined, 2)}
          </pre>
        </div>
      </DialogBody>
    </Dialog>
  );
}
