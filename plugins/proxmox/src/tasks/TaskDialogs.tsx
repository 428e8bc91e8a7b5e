import { usePermission } from '@backstage/plugin-permission-react';
import { ActionDialog } from '@reverb256/backstage-plugin-infra-react';
import { proxmoxOperatePermission } from '@reverb256/backstage-plugin-proxmox-common';
import { useState, type ReactNode } from 'react';
import { TaskDialog } from './TaskDialog';
import type { TaskOf } from './taskRow';

type Open = { type: 'log' | 'stop'; of: TaskOf };

/**
 * Opens tasks, and stops them. The dialogs are to be rendered outside of what lists the tasks: rows come and go while
 * somebody reads a log.
 */
export function useTaskDialogs(): {
  open: (of: TaskOf) => void;
  dialogs: ReactNode;
} {
  // On which tasks it is allowed depends on their guests: the dialog asks.
  const { allowed } = usePermission({ permission: proxmoxOperatePermission });
  const [shown, setShown] = useState<Open>();
  const close = () => setShown(undefined);
  return {
    open: of => setShown({ type: 'log', of }),
    dialogs: (
      <>
        {shown?.type === 'log' && (
          <TaskDialog
            of={shown.of}
            onStop={
              allowed
                ? () => setShown({ type: 'stop', of: shown.of })
                : undefined
            }
            onClose={close}
          />
        )}
        {shown?.type === 'stop' && (
          <ActionDialog
            pluginId="proxmox"
            action="stop-task"
            input={{
              cluster: shown.of.cluster,
              upid: shown.of.task.upid,
            }}
            label="Stop the task"
            onClose={close}
          />
        )}
      </>
    ),
  };
}
