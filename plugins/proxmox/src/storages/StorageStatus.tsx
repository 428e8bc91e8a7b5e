import {
  Age,
  HealthBadge,
  LinesValue,
} from '@reverb256/backstage-plugin-infra-react';
import styles from '../table/TablePage.module.css';
import { storageState, type StorageRow } from './storageRows';

/** How a storage is, by icon, word and colour, and since when nothing newer is known. */
export function StorageStatus({ row }: { row: StorageRow }) {
  const { health, word } = storageState(row);
  return (
    <LinesValue>
      <span>
        <HealthBadge health={health}>{word}</HealthBadge>
      </span>
      {row.lastKnownAt && (
        <span className={styles.small}>
          <Age at={row.lastKnownAt} isPlain />
        </span>
      )}
    </LinesValue>
  );
}
