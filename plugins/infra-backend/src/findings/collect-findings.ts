import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Clock } from '@reverb256/backstage-plugin-infra-node';
import type { PluginClient } from '../plugins/plugin-client';
import { PluginFailure } from '../plugins/plugin-failure';
import { answerSchemaOf } from './answer-schema';
import type { FindingNotifier } from './finding-notifier';
import type { FindingStore } from './finding-store';

/** Collectors read every 10 s, so findings change no more often. */
const INTERVAL_SECONDS = 10;

/** A killed replica holds its turn for as long, and up to a minute more. */
const TIMEOUT_SECONDS = 20;

/** How long a resolved finding and its history are kept, in days. */
const KEEP_DAYS = 90;

export const FINDINGS_CHANNEL = 'infra:findings';

/** Who was silent at the last turn, so that the log tells a change once and not every 10 s. */
type Silent = Map<string, string>;

function logChange(
  logger: LoggerService,
  silent: Silent,
  pluginId: string,
  message: string | undefined,
): void {
  if (message && silent.get(pluginId) !== message) {
    logger.warn(`The findings of ${pluginId} are not known`, {
      reason: message,
    });
    silent.set(pluginId, message);
  } else if (!message && silent.delete(pluginId)) {
    logger.info(`The findings of ${pluginId} are known again`);
  }
}

/** Gathers the findings of all plugins on the clock, one replica at a time, and has people told of what changed. */
export async function startFindingsCollection(options: {
  pluginIds: readonly string[];
  client: PluginClient;
  store: FindingStore;
  notifier: FindingNotifier;
  scheduler: SchedulerService;
  signals: SignalsService;
  logger: LoggerService;
  clock: Clock;
}): Promise<void> {
  const { pluginIds, client, store, notifier, scheduler } = options;
  const { signals, logger, clock } = options;
  const silent: Silent = new Map();

  const collect = async (pluginId: string, signal: AbortSignal) => {
    try {
      const answer = await client.get({
        pluginId,
        path: '/v1/findings',
        schema: answerSchemaOf(pluginId),
        signal,
      });
      const changed = await store.record(pluginId, answer, clock());
      logChange(logger, silent, pluginId, undefined);
      return changed;
    } catch (error) {
      // The process is going down: that says nothing about the plugin.
      if (!(error instanceof PluginFailure) || signal.aborted) throw error;
      logChange(logger, silent, pluginId, error.message);
      return store.recordFailure(pluginId, error.message, clock());
    }
  };

  await scheduler.scheduleTask({
    id: 'collect-findings',
    scope: 'global',
    frequency: { seconds: INTERVAL_SECONDS },
    timeout: { seconds: TIMEOUT_SECONDS },
    fn: async signal => {
      const forgotten = await store.forgetPlugins(pluginIds, clock());
      const collected = await Promise.allSettled(
        pluginIds.map(pluginId => collect(pluginId, signal)),
      );
      if (
        forgotten ||
        collected.some(each => each.status === 'fulfilled' && each.value)
      ) {
        await signals.publish({
          recipients: { type: 'broadcast' },
          channel: FINDINGS_CHANNEL,
          // Anybody may listen to a broadcast, so it says only that there is something to ask for.
          message: {},
        });
      }
      await notifier.tellAll(clock(), signal);
      const failed = collected.find(each => each.status === 'rejected');
      if (failed) throw failed.reason;
    },
  });

  await scheduler.scheduleTask({
    id: 'prune-findings',
    scope: 'global',
    frequency: { hours: 24 },
    initialDelay: { minutes: 10 },
    timeout: { seconds: TIMEOUT_SECONDS },
    fn: () => store.prune(new Date(clock().getTime() - KEEP_DAYS * 86_400_000)),
  });
}
