import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { at, finding, iso, row } from '../__testUtils__/findings';
import { FindingNotifier } from './finding-notifier';
import type { FindingRow, Notice } from './finding-row';

const never = new AbortController().signal;

/** A notifier of some rows, and a notifications service that fails as the test says. */
function start(rows: FindingRow[]) {
  const sent: NotificationSendOptions[] = [];
  const failing = new Set<string>();
  const logger = mockServices.logger.mock();
  const notifier = FindingNotifier.create({
    store: {
      toTell: async () => rows,
      async recordNotice(id: string, notice: Notice) {
        rows.find(each => each.tracked.id === id)!.notice = notice;
      },
    } as Parameters<typeof FindingNotifier.create>[0]['store'],
    notifications: {
      async send(notification) {
        if (failing.has(notification.payload.topic!)) throw new Error('down');
        sent.push(notification);
      },
    },
    catalog: catalogServiceMock(),
    auth: mockServices.auth(),
    logger,
    fallback: 'group:default/ops',
  });
  return { notifier, sent, failing, logger };
}

const critical = (code: string) => row({ ...finding(code), code });

describe('FindingNotifier', () => {
  it('sends again what could not be sent, keeps nothing else back, and logs a change once', async () => {
    const { notifier, sent, failing, logger } = start([
      critical('a'),
      critical('b'),
    ]);
    failing.add('a');
    await notifier.tellAll(at(0), never);
    await notifier.tellAll(at(10), never);
    expect(sent.map(each => each.payload.topic)).toEqual(['b']);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    failing.clear();
    await notifier.tellAll(at(20), never);
    await notifier.tellAll(at(30), never);
    expect(sent.map(each => each.payload.topic)).toEqual(['b', 'a']);
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('stops when its time is up', async () => {
    const { notifier, sent } = start([critical('a')]);
    await notifier.tellAll(at(0), AbortSignal.abort());
    expect(sent).toEqual([]);
  });

  it('tells the end to those who were told of the beginning, in the same scope', async () => {
    const rows = [row()];
    const { notifier, sent } = start(rows);
    await notifier.tellAll(at(0), never);
    rows[0] = {
      ...row({ state: 'resolved', resolvedAt: iso(10) }),
      notice: { ...rows[0].notice!, recipients: ['user:default/ann'] },
    };
    await notifier.tellAll(at(70), never);
    expect(sent).toMatchObject([
      {
        recipients: { entityRef: ['group:default/ops'] },
        payload: {
          severity: 'high',
          description: `Since ${iso(0)}. status: offline`,
          link: `/findings?id=${encodeURIComponent(rows[0].tracked.id)}`,
        },
      },
      {
        recipients: { entityRef: ['user:default/ann'] },
        payload: { severity: 'low', title: expect.stringMatching(/^Resolved/) },
      },
    ]);
    expect(sent[0].payload.scope).toBe(sent[1].payload.scope);
  });

  it('keeps within what the notifications database takes', async () => {
    const { notifier, sent } = start([
      row({ title: 'x'.repeat(600), id: `proxmox/${'y'.repeat(500)}` }),
    ]);
    await notifier.tellAll(at(0), never);
    expect(sent[0].payload.title.length).toBe(255);
    expect(sent[0].payload.scope!.length).toBeLessThan(255);
  });
});
