import type { Finding } from '@reverb256/backstage-plugin-infra-common';
import { isUnderGap, keepUnseen } from './keep-unseen';

const finding = (id: string, evidence: Finding['evidence'] = {}): Finding => ({
  id,
  code: 'storage-full',
  severity: 'warning',
  title: id,
  evidence,
  source: 'home',
  since: '2026-11-24T02:00:00.000Z',
  runbook: 'proxmox#storage-full',
});
const now = new Date('2026-11-24T03:00:00.000Z');
const later = new Date('2026-11-24T04:00:00.000Z');
const before = { hidden: finding('hidden'), seen: finding('seen') };
const isHidden = ({ id }: Finding) => id === 'hidden';

describe('keepUnseen', () => {
  it('keeps what cannot be looked at, says since when, and lets go of what is gone', () => {
    expect(keepUnseen([], before, isHidden, now)).toEqual([
      finding('hidden', { 'could not be looked at since': now.toISOString() }),
    ]);
  });

  it('does not move that moment while it lasts', () => {
    const [kept] = keepUnseen([], before, isHidden, now);
    const again = keepUnseen(
      [],
      { hidden: { ...kept, since: before.hidden.since } },
      isHidden,
      later,
    );
    expect(again).toEqual([kept]);
  });

  it('takes what is seen now rather than what was', () => {
    const found = finding('hidden', { used: '98%' });
    expect(keepUnseen([found], before, isHidden, now)).toEqual([found]);
  });
});

describe('isUnderGap', () => {
  it.each([
    ['cluster', ['cluster'], true],
    ['storages/storage/nexus/local', ['storages'], true],
    ['nodes/forge2', ['nodes/forge'], false],
    ['nodes', ['nodes/forge'], false],
    [undefined, ['cluster'], false],
    ['cluster', [], false],
  ])('of %s under %j: %s', (path, gaps, expected) => {
    expect(
      isUnderGap(
        path,
        gaps.map(gap => ({ path: gap })),
      ),
    ).toBe(expected);
  });
});
