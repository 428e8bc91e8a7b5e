import { dateFindings, type FoundNow } from './findings';

const found = (id: string, parts: Partial<FoundNow> = {}): FoundNow => ({
  id,
  code: 'node-offline',
  severity: 'critical',
  title: id,
  evidence: {},
  source: 'home',
  runbook: 'proxmox#node-offline',
  ...parts,
});
const now = new Date('2026-11-24T03:00:00.000Z');

describe('dateFindings', () => {
  it('dates a new one by what is known, else by now', () => {
    const dated = dateFindings(
      [found('b'), found('a', { since: '2026-11-24T02:00:00.000Z' })],
      {},
      now,
    );
    expect(Object.values(dated).map(f => [f.id, f.since])).toEqual([
      ['a', '2026-11-24T02:00:00.000Z'],
      ['b', now.toISOString()],
    ]);
  });

  it('keeps the beginning of one that was there before, and forgets what is gone', () => {
    const before = dateFindings([found('a'), found('gone')], {}, now);
    const later = new Date('2026-11-24T04:00:00.000Z');
    const dated = dateFindings(
      [found('a', { title: 'changed' })],
      before,
      later,
    );
    expect(dated).toEqual({
      a: { ...before.a, title: 'changed' },
    });
  });
});
