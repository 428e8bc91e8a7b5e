import {
  failed,
  onlyPublic,
  READ_AT,
  setUpTools,
} from '../__testUtils__/readingTools';

describe('get-node', () => {
  const input = { cluster: 'home', node: 'nexus' };

  it('tells everything of one node', async () => {
    expect(await setUpTools()('get-node', input)).toEqual({
      cluster: 'home',
      name: 'nexus',
      status: 'online',
      guests: { total: 3, running: 2 },
      version: '9.2.3',
      certificateEndsAt: '2027-01-01T00:00:00.000Z',
      facts: { readAt: READ_AT, updates: 3, failedDisks: [] },
      readAt: READ_AT,
      ageSeconds: 5,
      unknown: [],
    });
  });

  it('counts the guests that one may see, and none as running where nobody knows', async () => {
    const some = setUpTools({ decision: onlyPublic });
    expect(await some('get-node', input)).toMatchObject({
      guests: { total: 1, running: 1 },
    });
    const forge = await setUpTools()('get-node', { ...input, node: 'forge' });
    expect(forge).toMatchObject({ status: 'offline', guests: { total: 1 } });
    expect(forge.guests).not.toHaveProperty('running');
    const down = await setUpTools({ snapshot: failed })('get-node', input);
    expect(down).toMatchObject({
      status: 'unknown',
      lastKnownStatus: 'online',
      guests: { total: 3 },
      unknown: ['No endpoint answers.'],
    });
    expect(down.guests).not.toHaveProperty('running');
  });

  it('says that there is no such node', async () => {
    await expect(
      setUpTools()('get-node', { ...input, node: 'constructor' }),
    ).rejects.toThrow('Cluster home has no node constructor');
  });
});
