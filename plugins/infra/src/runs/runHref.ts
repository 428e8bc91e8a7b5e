import type { RunRef } from '@reverb256/backstage-plugin-infra-react';

/** The address of the page of runs with one of them open. */
export const runHref = ({ pluginId, id }: RunRef): string =>
  `/runs?run=${encodeURIComponent(`${pluginId}/${id}`)}`;

/** The run that an address names, if it does. */
export function runInQuery(value: string | null): RunRef | undefined {
  const [, pluginId, id] = /^([^/]+)\/(.+)$/.exec(value ?? '') ?? [];
  return id ? { pluginId, id } : undefined;
}
