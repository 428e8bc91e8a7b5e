import { Dialog, DialogHeader } from '@backstage/ui';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { RunPanel } from './RunPanel';

/** @public */
export interface RunDialogProps {
  run: Run;
  onClose: () => void;
}

/** A dialog that shows one run, live to its end. @public */
export function RunDialog({ run, onClose }: RunDialogProps) {
  return (
    <Dialog isOpen width={680} onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{run.title}</DialogHeader>
      <RunPanel initial={run} onClose={onClose} />
    </Dialog>
  );
}
