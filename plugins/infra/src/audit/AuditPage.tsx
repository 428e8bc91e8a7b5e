import { Alert, Button, Container } from '@backstage/ui';
import type { AuditRecord } from '@reverb256/backstage-plugin-infra-common';
import { useUrlFilters } from '@reverb256/backstage-plugin-infra-react';
import { useMemo, useState } from 'react';
import { PolledView, UnknownParts } from '../parts';
import styles from '../parts/parts.module.css';
import { auditFilterKeys, auditSearchOf } from './auditFilters';
import { AuditRecordDialog } from './AuditRecordDialog';
import { AuditTable } from './AuditTable';
import { AuditToolbar } from './AuditToolbar';
import { AuditVerdicts } from './AuditVerdicts';
import { useAuditSearch } from './useAuditSearch';
import { useAuditTools } from './useAuditTools';

/** Who changed what, when, from where, and how it ended. */
export function AuditPage() {
  const filters = useUrlFilters(auditFilterKeys);
  const { values } = filters;
  const search = useMemo(() => auditSearchOf(values), [values]);
  const { result, isLoading, loadMore, reload } = useAuditSearch(search);
  const tools = useAuditTools(search);
  const [open, setOpen] = useState<AuditRecord>();
  return (
    <Container pt="2" pb="5">
      <div className={styles.stack}>
        <AuditToolbar filters={filters} />
        <div className={styles.actions}>
          <Button
            variant="secondary"
            isPending={isLoading && result.data !== undefined}
            onPress={reload}
          >
            Read again
          </Button>
          <Button
            variant="secondary"
            isPending={tools.busy === 'export'}
            onPress={tools.exportAll}
          >
            Export what matches
          </Button>
          <Button
            variant="secondary"
            isPending={tools.busy === 'verify'}
            onPress={tools.verify}
          >
            Verify the trail
          </Button>
          {filters.isFiltered && (
            <Button variant="tertiary" onPress={filters.clear}>
              Clear all filters
            </Button>
          )}
        </div>
        <Outcome tools={tools} />
        <PolledView result={result} subject="the audit trail">
          {data => (
            <>
              <UnknownParts unknown={data.unknown} things="records" />
              <AuditTable
                records={data.items}
                hasMore={loadMore !== undefined}
                onOpen={setOpen}
              />
              {loadMore && (
                <div className={styles.actions}>
                  <Button
                    variant="secondary"
                    isPending={isLoading}
                    onPress={loadMore}
                  >
                    Show older records
                  </Button>
                </div>
              )}
            </>
          )}
        </PolledView>
      </div>
      {open && (
        <AuditRecordDialog record={open} onClose={() => setOpen(undefined)} />
      )}
    </Container>
  );
}

function Outcome({ tools }: { tools: ReturnType<typeof useAuditTools> }) {
  const { problem, exported, verification } = tools;
  return (
    <>
      {problem && <Alert status="danger" icon title={problem} role="alert" />}
      {exported && (
        <div role="status" className={styles.stack}>
          {exported.message}
          <UnknownParts unknown={exported.unknown} things="records" />
        </div>
      )}
      {verification && <AuditVerdicts verification={verification} />}
    </>
  );
}
