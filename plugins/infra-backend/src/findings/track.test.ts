import { answer, at, finding, iso, row } from '../__testUtils__/findings';
import type { FindingRow } from './finding-row';
import { track } from './track';

const run = (
  previous: FindingRow[],
  given: ReturnType<typeof answer>,
  second = 100,
) => {
  const { changed, seen, transitions } = track(previous, given, {
    pluginId: 'proxmox',
    now: at(second),
  });
  return {
    changed,
    seen,
    transitions: transitions.map(t => [t.transition, t.findingId]),
  };
};

const forge = finding('forge');
const { id } = forge;
const by = { by: 'user:default/ann', at: iso(0), reason: 'on it' };
const resolved = (second: number) =>
  ({ state: 'resolved', resolvedAt: iso(second) } as const);

describe('track', () => {
  it.each<
    [
      string,
      FindingRow[],
      ReturnType<typeof answer>,
      string[],
      Partial<FindingRow['tracked']> | undefined,
    ]
  >([
    [
      'opens what is new',
      [],
      answer([forge]),
      ['opened'],
      { state: 'open', seenAt: iso(100) },
    ],
    [
      'opens what is new of a source that cannot be read: that it cannot is a finding too',
      [],
      answer([forge], ['home']),
      ['opened'],
      { state: 'open' },
    ],
    [
      'says nothing of what is the same',
      [row()],
      answer([forge]),
      [],
      undefined,
    ],
    [
      'resolves what is told no more',
      [row()],
      answer([]),
      ['resolved'],
      { state: 'resolved', resolvedAt: iso(100) },
    ],
    [
      'resolves nothing of a source that cannot be read',
      [row()],
      answer([], ['home']),
      [],
      undefined,
    ],
    [
      'resolves what is told no more of a source while another cannot be read',
      [row()],
      answer([], ['away']),
      ['resolved'],
      { state: 'resolved' },
    ],
    [
      'leaves alone what is resolved',
      [row(resolved(90))],
      answer([]),
      [],
      undefined,
    ],
    [
      'reopens what comes back',
      [row(resolved(90))],
      answer([forge]),
      ['reopened'],
      { state: 'open', resolvedAt: undefined },
    ],
    [
      'escalates',
      [row()],
      answer([{ ...forge, severity: 'critical' }]),
      ['escalated'],
      { severity: 'critical' },
    ],
    [
      'eases',
      [row()],
      answer([{ ...forge, severity: 'info' }]),
      ['eased'],
      { severity: 'info' },
    ],
    [
      'reopens as more severe than it was',
      [row(resolved(90))],
      answer([{ ...forge, severity: 'critical' }]),
      ['reopened', 'escalated'],
      { severity: 'critical', state: 'open' },
    ],
    [
      'keeps other evidence without a transition',
      [row()],
      answer([{ ...forge, evidence: { status: 'fenced' } }]),
      [],
      { evidence: { status: 'fenced' } },
    ],
    [
      'takes the same evidence in another order for the same',
      [row({ evidence: { a: '1', b: '2' } })],
      answer([{ ...forge, evidence: { b: '2', a: '1' } }]),
      [],
      undefined,
    ],
    [
      'ends a mute at its time',
      [row({ muted: { ...by, until: iso(100) } })],
      answer([forge]),
      ['mute-expired'],
      { muted: undefined },
    ],
    [
      'ends a mute at its time though its source cannot be read',
      [row({ muted: { ...by, until: iso(99) } })],
      answer([], ['home']),
      ['mute-expired'],
      { muted: undefined, state: 'open' },
    ],
    [
      'keeps a mute before its time, also while resolved',
      [row({ ...resolved(0), muted: { ...by, until: iso(101) } })],
      answer([]),
      [],
      undefined,
    ],
    [
      'ends an acknowledgement at its time',
      [row({ acknowledged: { ...by, until: iso(50) } })],
      answer([forge]),
      ['acknowledgement-expired'],
      { acknowledged: undefined },
    ],
    [
      'keeps an acknowledgement over a short resolution',
      [row({ ...resolved(90), acknowledged: by })],
      answer([forge]),
      ['reopened'],
      { acknowledged: by, state: 'open' },
    ],
  ])('%s', (_, previous, given, transitions, expected) => {
    const result = run(previous, given);
    expect(result.transitions).toEqual(transitions.map(each => [each, id]));
    expect(result.changed).toHaveLength(expected ? 1 : 0);
    const got = new Map(Object.entries(result.changed[0]?.tracked ?? {}));
    for (const [name, value] of Object.entries(expected ?? {})) {
      expect([name, got.get(name)]).toEqual([name, value]);
    }
  });

  it('takes the acknowledgement from an occurrence that is over', () => {
    const previous = [row({ ...resolved(0), acknowledged: by })];
    expect(run(previous, answer([]), 599).changed).toEqual([]);
    const [settled] = run(previous, answer([]), 600).changed;
    expect(settled.tracked.acknowledged).toBeUndefined();
    // Also when it comes back before anybody looked.
    const [again] = run(previous, answer([forge]), 700).changed;
    expect(again.tracked.acknowledged).toBeUndefined();
  });

  it('forgets that a higher severity was told when the lower one has lasted', () => {
    const notice = {
      recipients: ['group:default/ops'],
      severity: 'critical' as const,
      resolved: false,
    };
    const eased = [row({}, { severitySince: iso(100), notice })];
    expect(run(eased, answer([forge]), 159).changed).toEqual([]);
    const [changed] = run(eased, answer([forge]), 160).changed;
    expect(changed.notice?.severity).toBe('warning');
  });

  it('confirms what was seen, and not what is only last known', () => {
    const away = finding('far', {
      id: 'proxmox/away/node-offline/nodes/far',
      source: 'away',
    });
    expect(run([row()], answer([forge, away], ['home'])).seen).toEqual([
      away.id,
    ]);
  });

  it('confirms that a source cannot be read, each time that it is told', () => {
    const outage = finding('', {
      id: 'proxmox/home/source',
      code: 'source-unreachable',
      path: undefined,
    });
    const ofPart = finding('', {
      id: 'proxmox/home/source/versions',
      code: 'source-timeout',
      path: 'versions',
    });
    expect(
      run([row(outage)], answer([forge, outage, ofPart], ['home'])).seen,
    ).toEqual([outage.id]);
  });

  it('counts the severity from when it began', () => {
    const [changed] = run(
      [row()],
      answer([{ ...forge, severity: 'critical' }]),
    ).changed;
    expect(changed.severitySince).toBe(iso(100));
  });
});
