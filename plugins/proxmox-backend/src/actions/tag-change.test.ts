import type { TagRules } from '@reverb256/backstage-plugin-proxmox-node';
import { situationOf } from '../__testUtils__/situations';
import {
  changed,
  isMade,
  sameTags,
  tagEffects,
  tagObstacles,
  type TagChange,
} from './tag-change';

const FREE: TagRules = { free: true, allowed: [], registered: [] };
const tagging = (
  tags: string[],
  change: Partial<TagChange>,
  rules: TagRules = FREE,
) => ({
  ...situationOf(),
  tags,
  rules,
  input: { add: [], remove: [], ...change },
});

it.each<[string[], Partial<TagChange>, string[]]>([
  [['a', 'b'], { add: ['c'] }, ['a', 'b', 'c']],
  [['a', 'b'], { add: ['a'] }, ['a', 'b']],
  [['a', 'b', 'c'], { remove: ['b'] }, ['a', 'c']],
  [['a'], { remove: ['a'] }, []],
  [['a'], { add: ['b', 'b'], remove: ['a'] }, ['b']],
])('%j with %j are %j', (tags, change, expected) => {
  const whole = { add: [], remove: [], ...change };
  const after = changed(tags, whole);
  expect(after).toEqual(expected);
  expect(isMade(after, whole)).toBe(true);
});

it.each([
  [['a'], { add: ['b'], remove: [] }],
  [['a'], { add: [], remove: ['a'] }],
  [['a', 'b'], { add: ['b'], remove: ['a'] }],
])('%j are not what %j wants', (tags, change) => {
  expect(isMade(tags, change)).toBe(false);
});

it.each([
  [['a', 'b'], ['b', 'a'], true],
  [['a'], ['a', 'b'], false],
  [['a'], ['b'], false],
  [[], [], true],
])('%j and %j are the same: %j', (a, b, same) => {
  expect(sameTags(a, b)).toBe(same);
});

it.each<[Partial<TagChange>, string | undefined]>([
  [{ add: ['new'] }, undefined],
  [{ remove: ['a'] }, undefined],
  [{}, 'nothing'],
  [{ add: ['a'] }, 'already'],
  [{ remove: ['moon'] }, 'already'],
  [{ add: ['x'], remove: ['x'] }, 'contradiction'],
])('%j is kept back by: %s', (change, code) => {
  expect(tagObstacles(tagging(['a'], change))[0]?.code).toBe(code);
});

it('says what is gained and lost, and nothing of what stays', () => {
  expect(
    tagEffects(tagging(['a', 'b'], { add: ['a', 'c'], remove: ['b', 'd'] })),
  ).toEqual([
    'web (VM 100) gets the tag c.',
    'web (VM 100) loses the tag b.',
    expect.stringContaining('goes by the new ones'),
  ]);
});

const REGISTERED: TagRules = { free: true, allowed: [], registered: ['a'] };
const EXISTING: TagRules = { free: false, allowed: ['b'], registered: ['a'] };
const PRIVILEGED: TagRules = { ...EXISTING, allowed: ['a', 'b', 'c'] };
it.each<[TagRules, Partial<TagChange>, boolean]>([
  [REGISTERED, { add: ['new'] }, true],
  [REGISTERED, { remove: ['a'] }, false],
  [EXISTING, { add: ['b'] }, true],
  [EXISTING, { add: ['new'] }, false],
  // What it has already is not given to it.
  [EXISTING, { add: ['a', 'b'] }, true],
  [PRIVILEGED, { remove: ['a'] }, true],
])('with %j, %j is possible: %j', (rules, change, possible) => {
  expect(tagObstacles(tagging(['a'], change, rules)).map(o => o.code)).toEqual(
    possible ? [] : ['tag-access'],
  );
});

it('warns where the token is not told which tags it may', () => {
  const untold: TagRules = { allowed: ['ok'], registered: ['kept'] };
  const found = (change: Partial<TagChange>) =>
    tagObstacles(tagging(['a'], change, untold)).map(
      ({ code, severity }) => `${severity} ${code}`,
    );
  expect(found({ add: ['new'] })).toEqual(['warning tag-access-unknown']);
  expect(found({ add: ['ok'] })).toEqual([]);
  expect(found({ add: ['kept'] })).toEqual(['block tag-access']);
});
