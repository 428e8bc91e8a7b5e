import type { SnapshotRow } from '@reverb256/backstage-plugin-proxmox-node';
import {
  CONTAINER,
  MANAGED,
  situationOf,
  type Differences,
} from '../__testUtils__/situations';
import { deleteSnapshotEffects } from './delete-snapshot';
import { rollbackEffects, rollbackObstacles } from './rollback-guest';
import { snapshotEffects, snapshotObstacles } from './snapshot-guest';
import { madeAt, missingSnapshot } from './snapshot-target';

const at = new Date('2026-11-24T12:00:00Z');
const ago = (hours: number) => at.getTime() / 1000 - hours * 3600;
const rows: SnapshotRow[] = [
  { name: 'base', snaptime: ago(72) },
  { name: 'update', parent: 'base', snaptime: ago(5), vmstate: true },
  { name: 'tuning', parent: 'base', snaptime: ago(1) },
  { name: 'current', parent: 'tuning' },
];
const facts = { rows, at, possible: true };
const codes = (obstacles: { code: string; severity: string }[]) =>
  obstacles.map(({ code, severity }) => `${severity} ${code}`);

describe('taking one', () => {
  const taking = (
    input: { name?: string; withMemory?: boolean },
    differences?: Differences,
    possible = true,
  ) => ({
    ...situationOf(differences),
    input: { name: 'new', withMemory: false, ...input },
    facts: { ...facts, possible },
  });

  it.each<[string, ReturnType<typeof taking>, string[]]>([
    ['a new one', taking({}), []],
    ['with memory, while it runs', taking({ withMemory: true }), []],
    ['a name that is taken', taking({ name: 'base' }), ['block name-taken']],
    ['current', taking({ name: 'current' }), ['block reserved-name']],
    ['pending', taking({ name: 'Pending' }), ['block reserved-name']],
    ['a storage that cannot', taking({}, {}, false), ['block no-feature']],
    [
      'memory of a container',
      taking({ withMemory: true }, { guest: CONTAINER }),
      ['block memory'],
    ],
    [
      'memory of what does not run',
      taking({ withMemory: true }, { now: { status: 'stopped' } }),
      ['block memory'],
    ],
  ])('%s', (_, situation, expected) => {
    expect(codes(snapshotObstacles(situation))).toEqual(expected);
  });

  it.each<[string, ReturnType<typeof taking>, RegExp]>([
    ['running, without', taking({}), /as after a power failure/],
    ['running, with', taking({ withMemory: true }), /goes on as it runs now/],
    ['stopped', taking({}, { now: { status: 'stopped' } }), /^$/],
  ])('says what becomes of the memory: %s', (_, situation, said) => {
    expect(snapshotEffects(situation).slice(1).join(' ')).toMatch(said);
  });
});

describe('rolling back', () => {
  const rolling = (
    input: { snapshot?: string; start?: boolean },
    differences?: Differences,
  ) => ({
    ...situationOf(differences),
    input: { snapshot: 'base', start: false, ...input },
    facts,
  });
  const STOPPED = { now: { status: 'stopped' } };

  it('says what is lost, with the age of the snapshot, and what stays', () => {
    expect(rollbackEffects(rolling({}))).toEqual([
      expect.stringContaining(
        "when 'base' was made (on 2026-11-21 at 12:00 UTC, 3 days ago)",
      ),
      expect.stringContaining('stopped at once'),
      'It is stopped afterwards.',
      expect.stringContaining('made after it (update and tuning) stays'),
    ]);
  });

  it('says which tags it gets and loses, since rights may go by them', () => {
    const tags = { now: ['web', 'prod'], then: ['web', 'scratch'] };
    const situation = { ...rolling({}), facts: { ...facts, tags } };
    expect(rollbackEffects(situation)).toContain(
      'Its tags become again what they were: it gets scratch and it loses prod.',
    );
    expect(codes(rollbackObstacles(situation))).toContain(
      'warning tags-change',
    );
    const same = { ...facts, tags: { now: ['a', 'b'], then: ['b', 'a'] } };
    expect(
      rollbackEffects({ ...rolling({}), facts: same }).join(' '),
    ).not.toContain('tags');
    expect(
      codes(rollbackObstacles({ ...rolling({}), facts: same })),
    ).not.toContain('warning tags-change');
  });

  it.each<[string, ReturnType<typeof rolling>, string]>([
    ['memory', rolling({ snapshot: 'update' }), 'goes on running'],
    ['asked to start', rolling({ start: true }, STOPPED), 'is started'],
    ['managed by HA', rolling({}, { now: MANAGED }), 'HA, which starts it'],
    ['nothing of these', rolling({}, STOPPED), 'It is stopped afterwards.'],
  ])('says how it is afterwards: %s', (_, situation, sentence) => {
    expect(rollbackEffects(situation).join(' ')).toContain(sentence);
  });

  it.each<[string, ReturnType<typeof rolling>, string[]]>([
    [
      'one that there is not',
      rolling({ snapshot: 'moon' }),
      ['block no-such-snapshot'],
    ],
    ['current', rolling({ snapshot: 'current' }), ['block no-such-snapshot']],
    [
      'one that runs, not to be started',
      rolling({}),
      ['warning stays-stopped'],
    ],
    ['to be started', rolling({ start: true }), []],
    ['with memory', rolling({ snapshot: 'update' }), []],
    ['managed by HA', rolling({}, { now: MANAGED }), []],
    ['one that stands still', rolling({}, STOPPED), []],
  ])('%s', (_, situation, expected) => {
    expect(codes(rollbackObstacles(situation))).toEqual(expected);
  });
});

describe('deleting one', () => {
  const effects = (snapshot: string) =>
    deleteSnapshotEffects({
      ...situationOf(),
      input: { snapshot },
      facts: { rows: [...rows, { name: 'later', parent: 'update' }], at },
    });

  it.each([
    ['base', '(update and tuning) stays whole, and is then at the beginning'],
    ['update', "(later) stays whole, and is then shown as made on 'base'"],
  ])('says what was made on %s', (snapshot, sentence) => {
    expect(effects(snapshot)[1]).toContain(sentence);
  });

  it('does not take the guest for a snapshot', () => {
    expect(effects('tuning')).toHaveLength(2);
  });
});

it.each([
  [[], 'has no snapshot'],
  [rows, 'It has: base, update, tuning.'],
])('names those that there are', (there, sentence) => {
  const { subject } = situationOf();
  const [obstacle] = missingSnapshot(subject, { rows: there, at }, 'moon');
  expect(obstacle.message).toContain(sentence);
});

it.each([
  [ago(1 / 60), '1 minute ago'],
  [ago(0), '1 second ago'],
  [ago(25), '1 day ago'],
  [undefined, 'at a time that is not known'],
])('%j is %s', (snaptime, words) => {
  expect(madeAt({ name: 'x', snaptime }, at)).toContain(words);
});
