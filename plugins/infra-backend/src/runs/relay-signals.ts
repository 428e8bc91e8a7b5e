import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';

export const RUNS_CHANNEL = 'infra:runs';

/** The topic on which Backstage's signals service publishes every signal. */
const SIGNALS_TOPIC = 'signals';

/**
 * Repeats on one channel that the runs of some plugin have changed, so that a page that shows all runs need not know
 * which plugins there are.
 */
export async function relayRunSignals(options: {
  pluginIds: readonly string[];
  events: EventsService;
  signals: SignalsService;
}): Promise<void> {
  const { pluginIds, events, signals } = options;
  const channels = new Set(pluginIds.map(id => `${id}:runs`));
  await events.subscribe({
    id: 'infra-runs',
    topics: [SIGNALS_TOPIC],
    async onEvent({ eventPayload }) {
      const { channel } = (eventPayload ?? {}) as { channel?: string };
      if (!channel || !channels.has(channel)) return;
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: RUNS_CHANNEL,
        message: {},
      });
    },
  });
}
