import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiForbidLine,
  RiLoader4Line,
  RiQuestionFill,
} from '@remixicon/react';
import type { RunState } from '@reverb256/backstage-plugin-infra-common';
import styles from './RunStateBadge.module.css';
import { runStateWords, type RunTone } from './runWords';

const icons = {
  busy: RiLoader4Line,
  ok: RiCheckboxCircleFill,
  bad: RiCloseCircleFill,
  neutral: RiForbidLine,
  unknown: RiQuestionFill,
} satisfies Record<RunTone, object>;

/** @public */
export interface RunStateBadgeProps {
  state: RunState;
}

/** The state of a run as an icon, a word and a colour, so that none of them has to be seen alone. @public */
export function RunStateBadge({ state }: RunStateBadgeProps) {
  const { tone, word } = runStateWords[state];
  const Icon = icons[tone];
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon aria-hidden size={16} className={styles.icon} />
      <span>{word}</span>
    </span>
  );
}
