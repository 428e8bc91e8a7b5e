import type { SnapshotHead } from '@reverb256/backstage-plugin-infra-common';
import { SourceFailure } from '../source-failure';
import { nextHead } from './next-head';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 3, minute, 0));
const iso = (minute: number) => at(minute).toISOString();

const never: SnapshotHead = {
  source: 'reverb256',
  title: 'Home',
  version: '',
  intervalSeconds: 10,
  gaps: [],
};
const read = nextHead(never, { at: at(0), data: {}, gaps: [] }, 'v1');
const unreachable = new SourceFailure('unreachable', 'nothing answers');
const timeout = new SourceFailure('timeout', 'too slow');

describe('nextHead', () => {
  it('dates the data by the successful read', () => {
    expect(read).toMatchObject({
      version: 'v1',
      collectedAt: iso(0),
      attemptedAt: iso(0),
    });
    expect(read.error).toBeUndefined();
  });

  it('keeps the age and version of the data when a read fails', () => {
    const head = nextHead(read, { at: at(1), failure: unreachable }, 'v1');
    expect(head).toMatchObject({
      version: 'v1',
      collectedAt: iso(0),
      attemptedAt: iso(1),
      error: { kind: 'unreachable', since: iso(1) },
    });
  });

  it('dates an outage by its first failure, whatever kinds follow, and the next one anew', () => {
    const first = nextHead(read, { at: at(1), failure: unreachable }, 'v1');
    const second = nextHead(first, { at: at(2), failure: unreachable }, 'v1');
    expect(second.error?.since).toBe(iso(1));
    const third = nextHead(second, { at: at(3), failure: timeout }, 'v1');
    expect(third.error).toMatchObject({ kind: 'timeout', since: iso(1) });
    const up = nextHead(third, { at: at(4), data: {}, gaps: [] }, 'v2');
    const again = nextHead(up, { at: at(5), failure: timeout }, 'v2');
    expect(again.error).toMatchObject({ kind: 'timeout', since: iso(5) });
  });

  it('forgets the error with the next success', () => {
    const down = nextHead(read, { at: at(1), failure: unreachable }, 'v1');
    const up = nextHead(down, { at: at(2), data: {}, gaps: [] }, 'v2');
    expect(up.error).toBeUndefined();
    expect('error' in up).toBe(false);
    expect(up.collectedAt).toBe(iso(2));
  });

  it('says of a gap since when, and when that part was last read', () => {
    const gaps = [{ path: 'nodes/forge', failure: unreachable }];
    const first = nextHead(read, { at: at(1), data: {}, gaps }, 'v2');
    expect(first.gaps).toEqual([
      expect.objectContaining({ path: 'nodes/forge', collectedAt: iso(0) }),
    ]);
    const second = nextHead(first, { at: at(2), data: {}, gaps }, 'v3');
    expect(second.gaps[0]).toMatchObject({
      collectedAt: iso(0),
      error: { since: iso(1) },
    });
  });

  it('dates a gap by its first failure, whatever kinds follow, and the next one anew', () => {
    const next = (
      head: SnapshotHead,
      minute: number,
      failure?: SourceFailure,
    ) =>
      nextHead(
        head,
        {
          at: at(minute),
          data: {},
          gaps: failure ? [{ path: 'cluster', failure }] : [],
        },
        'v1',
      );
    const second = next(next(read, 1, unreachable), 2, timeout);
    expect(second.gaps[0].error).toMatchObject({
      kind: 'timeout',
      since: iso(1),
    });
    const again = next(next(second, 3), 4, timeout);
    expect(again.gaps[0].error.since).toBe(iso(4));
  });

  it('says of a part that was never read that it was not', () => {
    const gaps = [{ path: 'cluster', failure: unreachable }];
    const head = nextHead(never, { at: at(0), data: {}, gaps }, 'v1');
    expect(head.gaps[0].collectedAt).toBeUndefined();
  });

  it('names missing privileges', () => {
    const failure = new SourceFailure('forbidden', 'may not', {
      missing: ['Sys.Audit on /'],
    });
    const head = nextHead(read, { at: at(1), failure }, 'v1');
    expect(head.error?.missing).toEqual(['Sys.Audit on /']);
  });
});
