export { RunningTasks, runningRows } from './RunningTasks';
export { useTaskDialogs } from './TaskDialogs';
export { TaskHistory } from './TaskHistory';
export { taskRow, type TaskOf, type TaskRow } from './taskRow';
export { TaskTable } from './TaskTable';
export { TasksPage } from './TasksPage';
