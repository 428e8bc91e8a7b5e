import type { RunState } from '@reverb256/backstage-plugin-infra-common';
import { run } from '../__testUtils__/FakeActions';
import { describeChildren, sortChildren } from './childRuns';

const child = (title: string, state: RunState) =>
  run({ id: title, title, state });

const runs = [
  child('web-10', 'succeeded'),
  child('web-9', 'succeeded'),
  child('db', 'running'),
  child('mail', 'failed'),
  child('dns', 'unknown'),
];

it('has first what needs a look, then what is under way', () => {
  expect(sortChildren(runs).map(({ title }) => title)).toEqual([
    'mail',
    'dns',
    'db',
    'web-9',
    'web-10',
  ]);
});

it('counts them by how they are', () => {
  expect(describeChildren(runs)).toBe(
    '5 runs: 1 failed, 1 with an unknown end, 1 running, 2 done',
  );
  expect(describeChildren([child('db', 'accepted')])).toBe('1 run: 1 waiting');
});
