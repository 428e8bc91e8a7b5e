import { Dialog, DialogHeader } from '@backstage/ui';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { useState } from 'react';
import type { ActionRequest } from '../actions';
import { RunPanel } from '../runs';
import { StartPanel } from './StartPanel';
import { usePreflight } from './usePreflight';

/** @public */
export interface ActionDialogProps extends ActionRequest {
  /** What the button says, and the dialog until it knows better: `Shut down`. */
  label: string;
  onClose: () => void;
}

/**
 * One action on one thing: what it will do and what stands in the way, then its run to the end, without leaving the
 * page. Closing it leaves the run going. Mount it to open it.
 *
 * @public
 */
export function ActionDialog(props: ActionDialogProps) {
  const [run, setRun] = useState<Run>();
  const { onClose } = props;
  return (
    <Dialog isOpen width={680} onOpenChange={isOpen => !isOpen && onClose()}>
      {run ? (
        <RunPanel initial={run} onClose={onClose} />
      ) : (
        <Start {...props} onRun={setRun} />
      )}
    </Dialog>
  );
}

function Start(props: ActionDialogProps & { onRun: (run: Run) => void }) {
  const { pluginId, action, input, label, onRun, onClose } = props;
  const request = { pluginId, action, input };
  const { result, refresh } = usePreflight(request);
  return (
    <>
      <DialogHeader>{result.data?.title ?? label}</DialogHeader>
      <StartPanel
        request={request}
        label={label}
        preflight={result}
        onRefresh={refresh}
        onRun={onRun}
        onClose={onClose}
      />
    </>
  );
}
