import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiQuestionFill,
} from '@remixicon/react';
import type { Health } from '@reverb256/backstage-plugin-infra-common';
import styles from './HealthBadge.module.css';

const looks = {
  ok: { word: 'Healthy', Icon: RiCheckboxCircleFill },
  unknown: { word: 'Unknown', Icon: RiQuestionFill },
  warning: { word: 'Warning', Icon: RiAlertFill },
  critical: { word: 'Critical', Icon: RiCloseCircleFill },
} satisfies Record<Health, object>;

/** @public */
export interface HealthBadgeProps {
  health: Health;
  /** Another word than the usual, such as `online`; the icon and the colour stay. */
  children?: string;
}

/** A health as an icon, a word and a colour, so that none of them has to be seen alone. @public */
export function HealthBadge({ health, children }: HealthBadgeProps) {
  const { word, Icon } = looks[health];
  return (
    <span className={styles.badge} data-health={health}>
      <Icon aria-hidden size={16} className={styles.icon} />
      <span className={styles.word}>{children ?? word}</span>
    </span>
  );
}

/** The icon of a health alone: beside words that already say it. @public */
export function HealthIcon({ health }: Pick<HealthBadgeProps, 'health'>) {
  const { Icon } = looks[health];
  return (
    <span className={styles.plain} data-health={health}>
      <Icon aria-hidden size={16} className={styles.icon} />
    </span>
  );
}
