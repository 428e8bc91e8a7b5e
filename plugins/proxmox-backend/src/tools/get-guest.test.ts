import { onlyPublic, READ_AT, setUpTools } from '../__testUtils__/readingTools';

describe('get-guest', () => {
  it('tells everything of one guest', async () => {
    const output = await setUpTools()('get-guest', {
      cluster: 'home',
      guest: 'qemu/100',
    });
    expect(output).toMatchObject({
      name: 'guest-100',
      status: 'running',
      memory: { usedBytes: 1, totalBytes: 2 },
      lock: 'backup',
      addresses: ['10.0.0.5'],
      readAt: READ_AT,
      ageSeconds: 5,
    });
  });

  it.each([
    ['is not there', { cluster: 'home', guest: 'qemu/999' }],
    ['may not be seen', { cluster: 'home', guest: 'qemu/100' }],
  ])('says the same of one that %s', async (_, input) => {
    await expect(
      setUpTools({ decision: onlyPublic })('get-guest', input),
    ).rejects.toThrow(
      `Cluster home has no guest ${input.guest}, as far as you and the portal may see.`,
    );
  });
});
