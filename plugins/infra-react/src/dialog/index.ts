export { ActionButton, type ActionButtonProps } from './ActionButton';
export { ActionDialog, type ActionDialogProps } from './ActionDialog';
export { ActionHost, type ActionToOpen } from './ActionHost';
export type {
  ActionField,
  ActionForm,
  ActionOption,
  ActionValues,
} from './ActionForm';
