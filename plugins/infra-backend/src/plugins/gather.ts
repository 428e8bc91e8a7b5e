import { NotAllowedError } from '@backstage/errors';
import type { UnknownPart } from '@reverb256/backstage-plugin-infra-common';
import { PluginFailure } from './plugin-failure';

/** What the plugins answered, in the order in which they were given, and which of them did not. */
export interface Gathered<T> {
  answers: { pluginId: string; answer: T }[];
  unknown: UnknownPart[];
}

/**
 * Asks all plugins at once. One that fails makes its own part unknown and blanks nothing else.
 *
 * @throws NotAllowedError when the caller's token can be passed on to none of them
 */
export async function gather<T>(
  pluginIds: readonly string[],
  ask: (pluginId: string) => Promise<T>,
): Promise<Gathered<T>> {
  const gathered: Gathered<T> = { answers: [], unknown: [] };
  const failures: PluginFailure[] = [];
  const settled = await Promise.allSettled(pluginIds.map(id => ask(id)));
  settled.forEach((result, index) => {
    const pluginId = pluginIds[index];
    if (result.status === 'fulfilled') {
      gathered.answers.push({ pluginId, answer: result.value });
    } else if (result.reason instanceof PluginFailure) {
      failures.push(result.reason);
      gathered.unknown.push({ pluginId, message: result.reason.message });
    } else {
      throw result.reason;
    }
  });
  if (
    failures.length > 0 &&
    failures.length === pluginIds.length &&
    failures.every(failure => failure.kind === 'undelegable')
  ) {
    throw new NotAllowedError(failures.map(f => f.message).join(' '));
  }
  return gathered;
}
