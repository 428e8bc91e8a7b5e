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

/** What Proxmox says of an end that was not a good one. */
const toldOf = ({ state, status }: ProxmoxTask): string | undefined =>
  state === 'failed' || state === 'warnings' ? status : undefined;

/** How a task is, or ended, in words: `failed: storage is full`. */
export const taskStateText = (task: ProxmoxTask): string =>
  [states[task.state].word, toldOf(task)].filter(Boolean).join(': ');

/** How a task is, or ended, by icon, word and colour; with what Proxmox says went wrong. */
export function TaskState({ task }: { task: ProxmoxTask }) {
  const { word, Icon } = states[task.state];
  const told = toldOf(task);
  return (
    <span className={styles.stateCell}>
      <span className={styles.state} data-state={task.state}>
        <Icon aria-hidden size={16} className={styles.icon} />
        <span>{word}</span>
      </span>
      {told && (
        <span className={styles.status} title={told}>
          {told}
        </span>
      )}
    </span>
  );
}
