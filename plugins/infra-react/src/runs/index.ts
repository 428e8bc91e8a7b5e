export { Elapsed, type ElapsedProps } from './Elapsed';
export { LogView, type LogLine, type LogViewProps } from './LogView';
export { RunDialog, type RunDialogProps } from './RunDialog';
export { RunPanel } from './RunPanel';
export { RunStateBadge, type RunStateBadgeProps } from './RunStateBadge';
export { RunView, type RunViewProps } from './RunView';
export { originWords, runStateWords, type RunStateWords } from './runWords';
export { useRunWatch } from './useRunWatch';
