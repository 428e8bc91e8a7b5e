import {
  RiAlertFill,
  RiCloseCircleFill,
  RiInformationFill,
} from '@remixicon/react';
import type { Finding } from '@reverb256/backstage-plugin-infra-common';
import styles from './findings.module.css';

type Severity = Finding['severity'];

const looks = {
  critical: { word: 'Critical', Icon: RiCloseCircleFill },
  warning: { word: 'Warning', Icon: RiAlertFill },
  info: { word: 'Info', Icon: RiInformationFill },
} satisfies Record<Severity, object>;

export const severityWord = (severity: Severity) => looks[severity].word;

/** How urgent a finding is, by icon, word and colour. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { word, Icon } = looks[severity];
  return (
    <span className={styles.severity} data-severity={severity}>
      <Icon aria-hidden size={16} />
      {word}
    </span>
  );
}
