import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import type { SnapshotRow } from '@reverb256/backstage-plugin-proxmox-node';
import { z } from 'zod';
import { guestTitle, type GuestSubject } from './guest-target';
import { block } from './obstacles';

/** What Proxmox VE takes for the name of a snapshot (pve-configid, at most 40 characters). */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{1,39}$/;

/** By what an action names a snapshot of the guest. */
export const snapshotName = z.string().regex(NAME);

/** The name of the row that stands for the guest as it is now. */
export const CURRENT = 'current';

/** What is known of the guest's snapshots. */
export interface SnapshotFacts {
  rows: SnapshotRow[];
  /** When they were looked at. */
  at: Date;
}

/** The snapshots alone. */
export const snapshotsOf = ({ rows }: SnapshotFacts): SnapshotRow[] =>
  rows.filter(row => row.name !== CURRENT);

/** A snapshot by its name; undefined where there is none. */
export const snapshotOf = (
  facts: SnapshotFacts | undefined,
  name: string,
): SnapshotRow | undefined =>
  facts && snapshotsOf(facts).find(row => row.name === name);

/** Says that there is no such snapshot, and which there are. Pure. */
export function missingSnapshot(
  { guest }: GuestSubject,
  facts: SnapshotFacts | undefined,
  name: string,
): Obstacle[] {
  if (!facts || snapshotOf(facts, name)) return [];
  const names = snapshotsOf(facts).map(row => row.name);
  return [
    block(
      'no-such-snapshot',
      `${guestTitle(guest)} has no snapshot '${name}'${
        names.length > 0 ? `. It has: ${names.join(', ')}.` : ', nor any other.'
      }`,
    ),
  ];
}

const SPANS: [seconds: number, word: string][] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** When a snapshot was made, in UTC, and how long ago: `2026-11-21 08:15 UTC, 3 days ago`. Pure. */
export function madeAt({ snaptime }: SnapshotRow, now: Date): string {
  if (snaptime === undefined) return 'at a time that is not known';
  const made = new Date(snaptime * 1000).toISOString();
  const age = Math.max(1, Math.floor(now.getTime() / 1000 - snaptime));
  const [seconds, word] = SPANS.find(([length]) => age >= length)!;
  const count = Math.floor(age / seconds);
  return `on ${made.slice(0, 10)} at ${made.slice(
    11,
    16,
  )} UTC, ${count} ${word}${count === 1 ? '' : 's'} ago`;
}

/** Names as people write them in a row. */
export const listed = (names: readonly string[]): string =>
  names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
