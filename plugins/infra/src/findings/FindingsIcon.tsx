import { usePermission } from '@backstage/plugin-permission-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { infraFindingReadPermission } from '@reverb256/backstage-plugin-infra-common';
import styles from './FindingsIcon.module.css';
import { describeDoubt, useCriticalCount } from './useCriticalCount';

/** Two figures have room beside an icon. */
const MOST = 99;

/** The page's icon, with the number of critical findings that nobody has muted; `?` where there may be others. */
export function FindingsIcon() {
  const { allowed } = usePermission({ permission: infraFindingReadPermission });
  return (
    <span className={styles.icon}>
      <RiAlarmWarningLine />
      {allowed && <Count />}
    </span>
  );
}

function Count() {
  const critical = useCriticalCount();
  const { count, doubts } = critical;
  const isInDoubt = doubts.length > 0;
  if (count === 0 && !isInDoubt) return null;
  const figure = count > 0 ? String(Math.min(count, MOST)) : '';
  return (
    <span
      className={`${styles.count} ${count === 0 ? styles.unknown : ''}`}
      title={isInDoubt ? describeDoubt(critical) : `${count} critical`}
    >
      {figure}
      {isInDoubt && '?'}
    </span>
  );
}
