import { at, iso, row } from '../__testUtils__/findings';
import { dueNotice, type DueNotice } from './due-notice';
import type { FindingRow, Notice } from './finding-row';

const told = (
  severity: Notice['severity'],
  parts: Partial<Notice> = {},
): Pick<FindingRow, 'notice'> => ({
  notice: {
    recipients: ['group:default/ops'],
    severity,
    resolved: false,
    ...parts,
  },
});
const by = { by: 'user:default/ann', at: iso(0), reason: 'on it' };
const resolvedAt = (second: number) =>
  ({ state: 'resolved', resolvedAt: iso(second) } as const);

describe('dueNotice at second 1000', () => {
  it.each<[string, FindingRow, DueNotice | undefined]>([
    ['open, never told', row(), 'opened'],
    ['open, never told, acknowledged', row({ acknowledged: by }), 'opened'],
    ['open, told', row({}, told('warning')), undefined],
    [
      'open, more severe than told',
      row({ severity: 'critical' }, told('warning')),
      'escalated',
    ],
    [
      'open, acknowledged, more severe than told',
      row({ severity: 'critical', acknowledged: by }, told('warning')),
      'escalated',
    ],
    [
      'open, less severe than told',
      row({ severity: 'info' }, told('warning')),
      undefined,
    ],
    [
      'open again after its end was told',
      row({}, told('warning', { resolved: true })),
      'reopened',
    ],
    [
      'open again after its end was told, acknowledged',
      row({ acknowledged: by }, told('warning', { resolved: true })),
      undefined,
    ],
    [
      'resolved a minute ago',
      row(resolvedAt(940), told('warning')),
      'resolved',
    ],
    [
      'resolved less than a minute ago: it may flap',
      row(resolvedAt(941), told('warning')),
      undefined,
    ],
    [
      'resolved some minutes ago, acknowledged: somebody tries things',
      row({ ...resolvedAt(500), acknowledged: by }, told('warning')),
      undefined,
    ],
    [
      'resolved, its end was told',
      row(resolvedAt(0), told('warning', { resolved: true })),
      undefined,
    ],
    ['resolved, never told', row(resolvedAt(0)), undefined],
    [
      'open, never told, muted',
      row({ muted: { ...by, until: iso(1001) } }),
      undefined,
    ],
    [
      'open, more severe than told, muted',
      row(
        { severity: 'critical', muted: { ...by, until: iso(1001) } },
        told('warning'),
      ),
      undefined,
    ],
    [
      'resolved, muted',
      row(
        { ...resolvedAt(0), muted: { ...by, until: iso(1001) } },
        told('warning'),
      ),
      undefined,
    ],
    [
      'open, never told, its mute over',
      row({ muted: { ...by, until: iso(1000) } }),
      'opened',
    ],
  ])('%s', (_, given, expected) => {
    expect(dueNotice(given, at(1000))).toBe(expected);
  });
});
