import { fillForm, wordsOf, type ActionForm } from './ActionForm';

const form: ActionForm = values => [
  {
    name: 'target',
    label: 'Target node',
    type: 'choice',
    isRequired: true,
    options: [
      { value: 'nexus', label: 'nexus' },
      { value: 'forge', label: 'forge' },
    ],
  },
  { name: 'withLocalDisks', label: 'Local disks too', type: 'boolean' },
  ...(values.withLocalDisks === true
    ? [
        {
          name: 'storage',
          label: 'Storage',
          type: 'text' as const,
          problemOf: (text: string) =>
            /^\w+$/.test(text) ? undefined : 'Letters only.',
        },
      ]
    : []),
];

it.each([
  ['nothing', {}, { withLocalDisks: false }, 'First give: target node.'],
  [
    'what is there no more',
    { target: 'gone' },
    { withLocalDisks: false },
    'First give: target node.',
  ],
  [
    'all that it takes',
    { target: 'forge' },
    { target: 'forge', withLocalDisks: false },
    undefined,
  ],
  [
    'what follows from it',
    { target: 'forge', withLocalDisks: true, storage: ' local ' },
    { target: 'forge', withLocalDisks: true, storage: 'local' },
    undefined,
  ],
  [
    'what does not follow any more',
    { target: 'forge', withLocalDisks: false, storage: 'local' },
    { target: 'forge', withLocalDisks: false },
    undefined,
  ],
  [
    'something wrong',
    { target: 'forge', withLocalDisks: true, storage: 'a b' },
    { target: 'forge', withLocalDisks: true, storage: 'a b' },
    'First correct: storage.',
  ],
])('takes %s', (_what, raw, values, lacking) => {
  expect(fillForm(form, raw)).toMatchObject({ values });
  expect(fillForm(form, raw).lacking).toBe(lacking);
});

it('reads words with anything between', () => {
  expect(wordsOf(' web, prod;eu\tx ')).toEqual(['web', 'prod', 'eu', 'x']);
  expect(wordsOf('')).toEqual([]);
});

it.each([
  [undefined, {}, undefined],
  ['  ', {}, undefined],
  [' 90 ', { seconds: 90 }, undefined],
  ['3600', { seconds: 3600 }, undefined],
  ['0', {}, 'First correct: seconds.'],
  ['3601', {}, 'First correct: seconds.'],
  ['1.5', {}, 'First correct: seconds.'],
  ['-1', {}, 'First correct: seconds.'],
  ['soon', {}, 'First correct: seconds.'],
])('takes %p for a number', (raw, values, lacking) => {
  const seconds: ActionForm = () => [
    {
      name: 'seconds',
      label: 'Seconds',
      type: 'number',
      minimum: 1,
      maximum: 3600,
    },
  ];
  const filled = fillForm(seconds, { seconds: raw });
  expect(filled.values).toEqual(values);
  expect(filled.lacking).toBe(lacking);
});
