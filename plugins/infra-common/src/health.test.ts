import { verdictOf, type HealthReason } from './health';

const reason = (health: HealthReason['health']): HealthReason => ({
  code: health,
  health,
  message: health,
});

describe('verdictOf', () => {
  it.each([
    ['ok', []],
    ['unknown', ['unknown']],
    ['warning', ['unknown', 'warning']],
    ['critical', ['warning', 'critical', 'unknown']],
  ] as const)('is %s for %j', (health, given) => {
    expect(verdictOf(given.map(reason)).health).toBe(health);
  });

  it('lists the worst reason first', () => {
    const verdict = verdictOf(
      (['unknown', 'critical', 'warning'] as const).map(reason),
    );
    expect(verdict.reasons.map(r => r.health)).toEqual([
      'critical',
      'warning',
      'unknown',
    ]);
  });
});
