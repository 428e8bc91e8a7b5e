import { Alert } from '@backstage/ui';
import type { AuditVerdict } from '@reverb256/backstage-plugin-infra-common';
import { formatCount } from '@reverb256/backstage-plugin-infra-react';
import { UnknownParts } from '../parts';
import styles from '../parts/parts.module.css';
import type { Verification } from './useAuditTools';

/** In words, whether the audit trail of each plugin is whole and unchanged. */
export function AuditVerdicts({
  verification,
}: {
  verification: Verification;
}) {
  const { items, unknown } = verification;
  const broken = items.filter(item => !item.ok);
  const whole = items.filter(item => item.ok);
  return (
    <div className={styles.stack} role="status">
      {broken.map(verdict => (
        <Broken key={verdict.pluginId} verdict={verdict} />
      ))}
      {whole.length > 0 && (
        <Alert
          status="success"
          icon
          title={
            broken.length === 0 && unknown.length === 0
              ? 'The audit trail is whole and unchanged'
              : 'These trails are whole and unchanged'
          }
          description={
            <ul className={styles.list}>
              {whole.map(({ pluginId, checked }) => (
                <li key={pluginId}>
                  {pluginId}: {formatCount(checked, 'record')} read
                </li>
              ))}
            </ul>
          }
        />
      )}
      <UnknownParts unknown={unknown} things="trails" />
    </div>
  );
}

function Broken({ verdict }: { verdict: AuditVerdict }) {
  const { pluginId, checked, problems } = verdict;
  return (
    <Alert
      status="danger"
      icon
      title={`The audit trail of ${pluginId} has been changed or is damaged`}
      description={
        <>
          <ul className={styles.list}>
            {problems.map(({ seq, problem }) => (
              <li key={`${seq} ${problem}`}>
                Record {seq}: {problem}
              </li>
            ))}
          </ul>
          {formatCount(checked, 'record')} read. Compare with an earlier export
          or a backup of the database, and find out who had access to it.
        </>
      }
    />
  );
}
