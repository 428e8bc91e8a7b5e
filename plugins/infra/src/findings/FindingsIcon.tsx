import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { RiAlarmWarningLine } from '@remixicon/react';
import { infraFindingReadPermission } from '@reverb256/backstage-plugin-infra-common';
import { usePolled } from '@reverb256/backstage-plugin-infra-react';
import { infraApiRef } from '../api';
import styles from './FindingsIcon.module.css';

/** Two figures have room beside an icon. */
const MOST = 99;

/** The page's icon, with the number of critical findings that nobody has muted. */
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
  const { data } = usePolled(useApi(infraApiRef).findings('open'));
  const count = (data?.items ?? []).filter(
    ({ severity, state, muted }) =>
      severity === 'critical' && state === 'open' && !muted,
  ).length;
  if (count === 0) return null;
  return (
    <span className={styles.count} title={`${count} critical`}>
      {Math.min(count, MOST)}
    </span>
  );
}
