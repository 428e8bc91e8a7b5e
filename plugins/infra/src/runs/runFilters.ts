import type { Run } from '@reverb256/backstage-plugin-infra-common';
import {
  formatActor,
  runStateWords,
} from '@reverb256/backstage-plugin-infra-react';

/** What runs are filtered by, as it stands in the address; each empty for all. */
export const runFilterKeys = ['q', 'state', 'who'] as const;

/** @internal */
export type RunFilters = Record<(typeof runFilterKeys)[number], string>;

export const ACTIVE = 'active';
export const ENDED = 'ended';
export const MINE = 'mine';

/** Whether every word of the search is somewhere in what is shown of a run. */
export function matchesRun(run: Run, search: string): boolean {
  const text = [
    run.title,
    run.resource.title,
    run.resource.id,
    run.action,
    run.pluginId,
    formatActor(run.actor),
    runStateWords[run.state].word,
    run.id,
  ]
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
