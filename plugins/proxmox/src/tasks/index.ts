export { RunningTasks, runningRows } from './RunningTasks';
export type { TaskOf } from './TaskDialog';
export { useTaskDialogs } from './TaskDialogs';
export { TaskHistory } from './TaskHistory';
export { taskRow, TaskTable, type TaskRow } from './TaskTable';
export { TasksPage } from './TasksPage';
