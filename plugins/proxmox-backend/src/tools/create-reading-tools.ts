import type { ReadingTool } from '@reverb256/backstage-plugin-infra-node';
import { getGuest } from './get-guest';
import { getNode } from './get-node';
import { listClusters } from './list-clusters';
import { listGuests } from './list-guests';
import { listTasks } from './list-tasks';
import type { ToolDeps } from './reading';

/** Everything that template steps and assistants can ask the plugin. */
export const createReadingTools = (deps: ToolDeps): ReadingTool[] => [
  getGuest(deps),
  getNode(deps),
  listClusters(deps),
  listGuests(deps),
  listTasks(deps),
];
