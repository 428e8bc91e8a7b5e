import { Dialog } from '@backstage/ui';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import type { RunRef } from '../actions';
import { RunPanel } from './RunPanel';

/** @public */
export interface RunDialogProps {
  run: RunRef | Run;
  onClose: () => void;
}

/** A dialog that shows one run, live to its end. @public */
export function RunDialog({ run, onClose }: RunDialogProps) {
  return (
    <Dialog isOpen width={680} onOpenChange={isOpen => !isOpen && onClose()}>
      <RunPanel key={run.id} initial={run} onClose={onClose} />
    </Dialog>
  );
}
