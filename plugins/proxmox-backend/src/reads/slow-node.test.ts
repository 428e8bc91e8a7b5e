import {
  nodeParts,
  nodePath,
} from '@reverb256/backstage-plugin-proxmox-common';
import { startOnLab, useLab } from '../__testUtils__/startOnLab';

const lab = useLab();
const node = (name: string, part: (typeof nodeParts)[number]) =>
  `/api/proxmox${nodePath('reverb256', name, part)}`;

it('no slow node holds up another, nor those who collect', async () => {
  const { api, collect } = await startOnLab(lab());
  await collect();
  await lab().control.slowEndpoint({ prefix: '/nodes/forge', delayMs: 60_000 });
  // More than may be under way to a cluster at once.
  const slowly = nodeParts.map(part =>
    api.get(node('forge', part)).then(r => r),
  );
  const quick = await api.get(node('nexus', 'status'));
  expect(quick.body.data).toBeDefined();
  const { error, data } = await collect();
  expect(error).toBeUndefined();
  expect(data?.nodes.forge.status).toBe('online');
  for (const { body } of await Promise.all(slowly)) {
    expect(body.error.kind).toBe('timeout');
  }
}, 30_000);
