import { SecretSearch } from './search';

const secret = { name: 'auth.session.secret', value: 'k+9/Zq&<w3>"ß2mX' };

const found = (text: string, search = SecretSearch.create([secret])) =>
  search.find(text, 'backend.log:12');

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the search for secrets', () => {
  it.each([
    ['as it is', `error: secret ${secret.value} refused`],
    ['in a URL', `/callback?s=${encodeURIComponent(secret.value)}&x=1`],
    ['in JSON', JSON.stringify({ nested: { secret: secret.value } })],
    ['in HTML', '<b>k+9/Zq&amp;&lt;w3>"ß2mX</b>'],
    ['in base64', base64(secret.value)],
    ['in a Basic header of 1 byte more', base64(`a${secret.value}:`)],
    ['in a Basic header of 2 bytes more', base64(`ab${secret.value}:`)],
    ['in a Basic header of 3 bytes more', base64(`abc${secret.value}:`)],
    [
      'in base64 for URLs',
      Buffer.from(`portal:${secret.value}`).toString('base64url'),
    ],
  ])('finds a planted one %s', (_, text) => {
    const [finding] = found(text);
    expect(finding).toMatchObject({
      secret: 'auth.session.secret',
      where: 'backend.log:12',
    });
    expect(JSON.stringify(finding)).not.toContain(secret.value);
  });

  it('finds nothing where nothing was planted', () => {
    expect(found('k+9/Zq and other words of a log line')).toEqual([]);
  });

  it('allows what an exception names, and that alone', () => {
    const other = { name: 'users.0.password', value: 'another-one' };
    const search = SecretSearch.create(
      [secret, other],
      [
        {
          reason: 'printed on purpose',
          allows: ({ name }, where) =>
            name === 'users.0.password' && where.startsWith('terminal'),
        },
      ],
    );
    const text = `${secret.value} ${other.value}`;
    expect(search.find(text, 'terminal:1').map(each => each.secret)).toEqual([
      'auth.session.secret',
    ]);
    expect(
      new Set(search.find(text, 'log:1').map(each => each.secret)),
    ).toEqual(new Set(['auth.session.secret', 'users.0.password']));
  });
});
