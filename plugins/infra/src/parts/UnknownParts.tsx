import { Alert } from '@backstage/ui';
import type { UnknownPart } from '@reverb256/backstage-plugin-infra-common';
import styles from './parts.module.css';

interface UnknownPartsProps {
  unknown: readonly UnknownPart[];
  /** What is missing of them: `findings`. */
  things: string;
}

/** Says which parts of what was gathered are not known: they are not empty. */
export function UnknownParts({ unknown, things }: UnknownPartsProps) {
  if (unknown.length === 0) return null;
  return (
    <Alert
      status="warning"
      icon
      title={`Not all ${things} are known`}
      description={
        <ul className={styles.list}>
          {unknown.map(({ pluginId, source, message }) => (
            <li key={`${pluginId} ${source}`}>
              <strong>{source ? `${pluginId}: ${source}` : pluginId}</strong>
              {': '}
              {message}
            </li>
          ))}
        </ul>
      }
    />
  );
}
