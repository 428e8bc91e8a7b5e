import { mockServices } from '@backstage/backend-test-utils';
import { DefaultEventsService } from '@backstage/plugin-events-node';
import { DefaultSignalsService } from '@backstage/plugin-signals-node';
import { relayRunSignals } from './relay-signals';

describe('relayRunSignals', () => {
  it('repeats what plugins say of their runs on one channel, and nothing else', async () => {
    const events = DefaultEventsService.create({
      logger: mockServices.logger.mock(),
    });
    const channels: string[] = [];
    await events.subscribe({
      id: 'test',
      topics: ['signals'],
      async onEvent({ eventPayload }) {
        channels.push((eventPayload as { channel: string }).channel);
      },
    });
    const signals = DefaultSignalsService.create({ events });
    await relayRunSignals({ pluginIds: ['proxmox'], events, signals });

    for (const channel of ['proxmox:changed', 'proxmox:runs', 'vault:runs']) {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel,
        message: { secret: 'x' },
      });
    }
    expect(channels.sort()).toEqual([
      'infra:runs',
      'proxmox:changed',
      'proxmox:runs',
      'vault:runs',
    ]);
  });
});
