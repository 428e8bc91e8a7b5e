import { at, iso, row } from '../__testUtils__/findings';
import { acknowledge, mute, release } from './decide';

const { tracked } = row();
const by = 'user:default/ann';
const now = at(100);

describe('a decision', () => {
  it('is kept with who, when, why and until when', () => {
    const input = { by, reason: 'moving house', until: iso(200) };
    const decided = mute(input)(tracked, now);
    expect(decided.tracked.muted).toEqual({ ...input, at: iso(100) });
    expect(decided.transition).toMatchObject({
      transition: 'muted',
      ...input,
    });
    expect(
      acknowledge({ by, reason: 'on it' })(tracked, now).tracked.acknowledged,
    ).toMatchObject({ by, reason: 'on it', at: iso(100) });
  });

  it('is taken back, both at once', () => {
    const both = {
      ...tracked,
      acknowledged: { by, reason: 'a', at: iso(1) },
      muted: { by, reason: 'b', at: iso(2), until: iso(900) },
    };
    const decided = release({ by })(both, now);
    expect(decided.tracked).toEqual(tracked);
    expect(decided.transition).toMatchObject({ transition: 'released', by });
  });

  it.each([
    ['an end that is over', iso(100), 'is over'],
    [
      'an end that is none',
      '2999-01-01T00:00:00.000Z',
      'more than 366 days away',
    ],
  ])('does not take %s', (_, until, message) => {
    expect(() => mute({ by, reason: 'x', until })(tracked, now)).toThrow(
      message,
    );
    expect(() => acknowledge({ by, reason: 'x', until })(tracked, now)).toThrow(
      message,
    );
  });

  it('does not acknowledge what is resolved, nor release what is not decided', () => {
    const resolved = {
      ...tracked,
      state: 'resolved' as const,
      resolvedAt: iso(50),
    };
    expect(() => acknowledge({ by, reason: 'x' })(resolved, now)).toThrow(
      `is resolved since ${iso(50)}`,
    );
    expect(() => release({ by })(tracked, now)).toThrow(
      'neither acknowledged nor muted',
    );
  });
});
