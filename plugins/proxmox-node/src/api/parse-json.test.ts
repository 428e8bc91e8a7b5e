import { parseJson } from './parse-json';

it.each([
  ['{"a":1}', { a: 1 }],
  ['{"a":NaN,"b":[Infinity,-Infinity, 2]}', { a: null, b: [null, null, 2] }],
  ['{"a":nan,"b":-inf}', { a: null, b: null }],
  ['{"name":"NaN","b":NaN}', { name: 'NaN', b: null }],
  ['{"a\\"NaN":"x \\\\","b":NaN}', { 'a"NaN': 'x \\', b: null }],
])('parses %s', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

it.each(['', '{"a":', '<html>', '{"a":NaN', '{"a":NaNo}'])(
  'refuses %j',
  text => {
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({ name: 'SyntaxError' }),
    );
  },
);
