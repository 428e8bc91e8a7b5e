import { Button, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import { useState } from 'react';
import type { RunRef } from '../actions';
import { describePortalProblem, SnapshotStatus } from '../components';
import styles from './RunPanel.module.css';
import { RunView } from './RunView';
import { useCancelRun } from './useCancelRun';
import { useRunWatch } from './useRunWatch';

interface RunPanelProps {
  initial: RunRef | Run;
  onClose: () => void;
}

/** What is in a dialog that shows a run; it leads to the runs that this one began, and to the one that began it. */
export function RunPanel({ initial, onClose }: RunPanelProps) {
  const [opened, setOpened] = useState(initial);
  return (
    <OneRun
      key={opened.id}
      initial={opened}
      onOpen={setOpened}
      onClose={onClose}
    />
  );
}

function OneRun(
  props: RunPanelProps & { onOpen: (run: RunRef | Run) => void },
) {
  const { initial, onOpen, onClose } = props;
  const watched = useRunWatch(initial);
  const run = watched.data?.run ?? ('state' in initial ? initial : undefined);
  const cancelling = useCancelRun(run);
  const isLive = run !== undefined && !isEnded(run.state);
  return (
    <>
      <DialogHeader>{run?.title ?? 'Run'}</DialogHeader>
      <DialogBody>
        <RunView initial={initial} watched={watched} onOpen={onOpen} />
        {cancelling.problem && (
          <SnapshotStatus
            notice={{
              ...describePortalProblem(cancelling.problem, 'this run'),
              title: 'The run could not be cancelled',
              advice: undefined,
            }}
          />
        )}
      </DialogBody>
      <DialogFooter className={styles.foot}>
        {isLive && (
          <span className={styles.hint}>
            {cancelling.isAsked
              ? 'The end is awaited above.'
              : 'It goes on when you close this.'}
          </span>
        )}
        {cancelling.button}
        <Button variant={isLive ? 'secondary' : 'primary'} onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </>
  );
}
