import type { Run } from '@reverb256/backstage-plugin-infra-common';

/** A run in progress, and those in progress that it began. */
export interface RunFamily {
  run: Run;
  children: readonly Run[];
}

/** Puts runs under the one that began them; a run whose parent is not among them stands by itself. */
export function familiesOf(runs: readonly Run[]): RunFamily[] {
  const keyOf = ({ pluginId }: Run, id: string) => `${pluginId}/${id}`;
  const known = new Set(runs.map(run => keyOf(run, run.id)));
  const parentOf = (run: Run) =>
    run.parent !== undefined && known.has(keyOf(run, run.parent))
      ? keyOf(run, run.parent)
      : undefined;
  return runs
    .filter(run => parentOf(run) === undefined)
    .map(run => ({
      run,
      children: runs.filter(child => parentOf(child) === keyOf(run, run.id)),
    }));
}
