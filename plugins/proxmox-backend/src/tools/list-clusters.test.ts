import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import {
  failed,
  inventory,
  READ_AT,
  setUpTools,
} from '../__testUtils__/readingTools';

describe('list-clusters', () => {
  it('tells the health with its reasons, the nodes and the age', async () => {
    expect(await setUpTools()('list-clusters')).toEqual({
      clusters: [
        {
          name: 'home',
          title: 'Home cluster',
          health: 'critical',
          reasons: [
            {
              health: 'critical',
              code: 'node-offline',
              message: 'Node forge is offline',
            },
          ],
          nodes: [
            { name: 'forge', status: 'offline' },
            { name: 'nexus', status: 'online' },
          ],
          readAt: READ_AT,
          ageSeconds: 5,
          unknown: [],
        },
      ],
    });
  });

  it.each<[string, Snapshot<ProxmoxInventory>, RegExp]>([
    ['cannot be read', failed, /No endpoint answers/],
    [
      'is not read any more',
      { ...inventory, collectedAt: '2026-11-24T09:00:00.000Z' },
      /has not been read for 3600 s/,
    ],
    [
      'was never read',
      { ...inventory, data: undefined, collectedAt: undefined },
      /has not been read yet/,
    ],
  ])('says of a cluster that %s what is unknown', async (_, snapshot, says) => {
    const { clusters } = await setUpTools({ snapshot })('list-clusters');
    expect(clusters).toEqual([
      expect.objectContaining({
        unknown: [expect.stringMatching(says)],
        reasons: expect.arrayContaining([
          expect.objectContaining({ health: 'unknown' }),
        ]),
      }),
    ]);
  });
});
