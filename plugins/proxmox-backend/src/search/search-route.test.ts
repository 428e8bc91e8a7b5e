import {
  guestSearchPath,
  guestSearchSchema,
} from '@reverb256/backstage-plugin-proxmox-common';
import { startOnLab, useLab } from '../__testUtils__/startOnLab';

const lab = useLab();

const find = async (
  { api }: Pick<Awaited<ReturnType<typeof startOnLab>>, 'api'>,
  q: string,
) => {
  const { body } = await api
    .get(`/api/proxmox${guestSearchPath}`)
    .query({ q })
    .expect(200);
  return guestSearchSchema.parse(body);
};

it('says of a cluster that was never read that nothing of it is known', async () => {
  expect(await find(await startOnLab(lab()), 'vault')).toEqual({
    guests: [],
    total: 0,
    clusters: [
      {
        cluster: 'reverb256',
        title: 'Home cluster',
        isOld: true,
        isPartial: false,
        guests: 0,
        withAddresses: 0,
      },
    ],
  });
});

it('takes no state of a cluster that can not be read any more for a fact', async () => {
  const portal = await startOnLab(lab());
  const { data } = await portal.collect();
  const running = Object.values(data!.guests).find(
    guest => guest.status === 'running',
  )!;
  const before = await find(portal, running.id);
  expect(before.guests[0]).toMatchObject({ status: 'running' });
  expect(before.clusters[0]).toMatchObject({ isOld: false, withAddresses: 0 });
  await lab().control.revokeToken('ctrl@pve!portal');
  await portal.collect();
  const after = await find(portal, running.id);
  expect(after.guests[0]).toMatchObject({
    guest: running.id,
    status: 'unknown',
  });
  expect(after.clusters[0]).toMatchObject({
    isOld: true,
    collectedAt: before.clusters[0].collectedAt,
    error: { kind: 'unauthorized' },
  });
});
