import type { BasicPermission } from '@backstage/plugin-permission-common';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, type ButtonProps } from '@backstage/ui';
import { useState } from 'react';
import type { ActionRequest } from '../actions';
import { ActionDialog } from './ActionDialog';
import type { ActionForm } from './ActionForm';
import { useActionHost } from './ActionHost';

/** @public */
export interface ActionButtonProps extends ActionRequest {
  /** What the button says: `Shut down`. */
  label: string;
  /** Without it there is no button. It guards nothing: the backend asks again, for the thing itself. */
  permission: BasicPermission;
  /** What it needs to be told beside `input`; as it is when the button is pressed. */
  form?: ActionForm;
  variant?: ButtonProps['variant'];
  size?: ButtonProps['size'];
}

/**
 * A button that opens the dialog of an action; not there for whoever is known to have no permission. The dialog lives in
 * the page's `ActionHost`, and where there is none it goes with the button.
 *
 * @public
 */
export function ActionButton(props: ActionButtonProps) {
  const { permission, variant = 'secondary', size, ...dialog } = props;
  const { allowed } = usePermission({ permission });
  const openInHost = useActionHost();
  const [isOpen, setOpen] = useState(false);
  if (!allowed) return null;
  return (
    <>
      <Button
        variant={variant}
        size={size}
        onPress={() => (openInHost ? openInHost(dialog) : setOpen(true))}
      >
        {props.label}
      </Button>
      {isOpen && <ActionDialog {...dialog} onClose={() => setOpen(false)} />}
    </>
  );
}
