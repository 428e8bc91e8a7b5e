import { Dialog, DialogHeader } from '@backstage/ui';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { useMemo, useRef, useState } from 'react';
import type { ActionRequest } from '../actions';
import { RunPanel } from '../runs';
import { ActionFields } from './ActionFields';
import { fillForm, type ActionForm, type RawValues } from './ActionForm';
import { StartPanel } from './StartPanel';
import { usePreflight } from './usePreflight';
import { useSettled } from '../hooks/useSettled';

/** How long nothing must have been changed before it is looked at what would happen, in milliseconds. */
const SETTLE_MS = 300;

const NO_FIELDS: ActionForm = () => [];

/** @public */
export interface ActionDialogProps extends ActionRequest {
  /** What the button says, and the dialog until it knows better: `Shut down`. */
  label: string;
  /**
   * What it needs to be told beside `input`. Without what is required nothing is looked at, and each change is looked at
   * anew.
   */
  form?: ActionForm;
  onClose: () => void;
}

/**
 * One action on one thing: what it will do and what stands in the way, then its run to the end, without leaving the
 * page. Closing it leaves the run going. Mount it to open it, above whatever the action may change: from then on only
 * `onClose` of what it is given counts.
 *
 * @public
 */
export function ActionDialog(props: ActionDialogProps) {
  const [run, setRun] = useState<Run>();
  // The page below is read again and again: what is sent is what was there when somebody pressed the button.
  const [opened] = useState(() => openedFrom(props));
  const { onClose } = props;
  return (
    <Dialog isOpen width={680} onOpenChange={isOpen => !isOpen && onClose()}>
      {run ? (
        <RunPanel initial={run} onClose={onClose} />
      ) : (
        <Start {...opened} onRun={setRun} onClose={onClose} />
      )}
    </Dialog>
  );
}

const copyOf = (input: ActionRequest['input']): ActionRequest['input'] =>
  JSON.parse(JSON.stringify(input));

/** A copy: a caller may well write its input in place. */
function openedFrom(
  props: ActionDialogProps,
): Omit<ActionDialogProps, 'onClose'> {
  const { pluginId, action, input, label, form } = props;
  return { pluginId, action, input: copyOf(input), label, form };
}

function Start(props: ActionDialogProps & { onRun: (run: Run) => void }) {
  const { pluginId, action, input, label, form, onRun, onClose } = props;
  const [raw, setRaw] = useState<RawValues>({});
  const { fields, values, lacking } = useMemo(
    () => fillForm(form ?? NO_FIELDS, raw),
    [form, raw],
  );
  const written = JSON.stringify({
    pluginId,
    action,
    input: { ...input, ...values },
  });
  const settled = useSettled(written, SETTLE_MS);
  const request: ActionRequest = JSON.parse(settled);
  // What is sent is what was looked at, so that nothing is looked at that is still being written.
  const isReady = !lacking && settled === written;
  const { result, refresh } = usePreflight(isReady ? request : undefined);
  const title = useLast(result.data?.title) ?? label;
  return (
    <>
      <DialogHeader>{title}</DialogHeader>
      <StartPanel
        title={title}
        request={request}
        label={label}
        form={
          fields.length > 0 ? (
            <ActionFields
              fields={fields}
              raw={raw}
              onChange={(name, value) =>
                setRaw(before => ({ ...before, [name]: value }))
              }
            />
          ) : undefined
        }
        lacking={lacking}
        preflight={result}
        onRefresh={refresh}
        onRun={onRun}
        onClose={onClose}
      />
    </>
  );
}

/** The last that was known of something that is not known all the time. */
function useLast<T>(value: T | undefined): T | undefined {
  const last = useRef(value);
  if (value !== undefined) last.current = value;
  return last.current;
}
