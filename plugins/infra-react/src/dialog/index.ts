export { ActionButton, type ActionButtonProps } from './ActionButton';
export { ActionDialog, type ActionDialogProps } from './ActionDialog';
