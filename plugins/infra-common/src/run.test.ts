import { formatRunPlace, runPlaceSchema } from './run';

const createdAt = '2026-11-24T03:00:00.000Z';

it.each([{ createdAt }, { createdAt, id: 'r1' }])(
  'a place in a list of runs is read as it is written: %j',
  place => {
    expect(runPlaceSchema.parse(formatRunPlace(place))).toEqual(place);
  },
);

it('takes a time that is written another way', () => {
  expect(runPlaceSchema.parse('2026-11-24T03:00:00Z')).toEqual({ createdAt });
});

it.each(['', 'yesterday', '/r1', '2026-11-24/r1'])('refuses %j', text => {
  expect(() => runPlaceSchema.parse(text)).toThrow('must be a time');
});
