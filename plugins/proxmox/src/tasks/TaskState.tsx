import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiLoader4Line,
  RiQuestionFill,
} from '@remixicon/react';
import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';
import styles from './tasks.module.css';

const states = {
  running: { word: 'running', Icon: RiLoader4Line },
  succeeded: { word: 'OK', Icon: RiCheckboxCircleFill },
  warnings: { word: 'warnings', Icon: RiAlertFill },
  failed: { word: 'failed', Icon: RiCloseCircleFill },
  unknown: { word: 'end not known', Icon: RiQuestionFill },
} satisfies Record<ProxmoxTask['state'], object>;

/** How a task is, or ended, by icon, word and colour; with what Proxmox says went wrong. */
export function TaskState({ task }: { task: ProxmoxTask }) {
  const { word, Icon } = states[task.state];
  const isTelling = task.state === 'failed' || task.state === 'warnings';
  return (
    <span className={styles.stateCell}>
      <span className={styles.state} data-state={task.state}>
        <Icon aria-hidden size={16} className={styles.icon} />
        <span>{word}</span>
      </span>
      {isTelling && task.status && (
        <span className={styles.status} title={task.status}>
          {task.status}
        </span>
      )}
    </span>
  );
}
