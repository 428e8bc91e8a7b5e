export { ActionButton, type ActionButtonProps } from './ActionButton';
export { ActionDialog, type ActionDialogProps } from './ActionDialog';
export type {
  ActionField,
  ActionForm,
  ActionOption,
  ActionValues,
} from './ActionForm';
