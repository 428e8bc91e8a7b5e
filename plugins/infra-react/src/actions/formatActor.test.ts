import { formatActor } from './formatActor';

it.each([
  ['user:default/operator', 'operator'],
  ['user:lab/ada', 'lab/ada'],
  ['group:default/admins', 'group admins'],
  ['external:ci', 'external:ci'],
])('says %s as %s', (actor, said) => {
  expect(formatActor(actor)).toBe(said);
});
