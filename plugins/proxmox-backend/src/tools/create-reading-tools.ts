import type { ReadingTool } from '@reverb256/backstage-plugin-infra-node';
import { getGuest } from './get-guest';
import { listClusters } from './list-clusters';
import { listGuests } from './list-guests';
import type { ToolDeps } from './reading';

/** Everything that template steps and assistants can ask the plugin. */
export const createReadingTools = (deps: ToolDeps): ReadingTool[] => [
  getGuest(deps),
  listClusters(deps),
  listGuests(deps),
];
