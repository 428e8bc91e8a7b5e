import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { actOnLab } from '../__testUtils__/actOnLab';
import { useLab, type Setup } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;
const toCloset = { target: 'closet' };

describe('guests that rules of HA keep together', () => {
  const together = (...resources: string[]) =>
    control().setHaRules([
      {
        rule: 'together',
        type: 'resource-affinity',
        affinity: 'positive',
        resources,
      },
    ]);
  /** Somebody who may move what has the tag `mine`. */
  const mine: Setup['decide'] = name =>
    name === 'proxmox.guest.migrate'
      ? {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'proxmox',
          resourceType: 'proxmox-guest',
          conditions: {
            rule: 'HAS_TAG',
            resourceType: 'proxmox-guest',
            params: { tags: ['mine'] },
          },
        }
      : AuthorizeResult.ALLOW;

  it('moves nothing along that somebody may not move, and names none of it', async () => {
    await together('ct:210', 'ct:200');
    await control().setGuest(210, { tags: 'mine' });
    const { guestOf, act, preflight, calls, audit } = await actOnLab(lab(), {
      decide: mine,
    });
    const looked = await preflight('migrate-guest', guestOf(210), toCloset);
    expect(looked.allowed).toBe(true);
    expect(looked.obstacles).toEqual([
      expect.objectContaining({ code: 'not-allowed-along' }),
    ]);
    expect(JSON.stringify(looked)).not.toMatch(/ct:200|CT 200/);
    await act('migrate-guest', guestOf(210), toCloset).expect(409);
    expect(await calls()).toEqual([]);
    expect(JSON.stringify(await audit())).not.toMatch(/ct:200|lxc\/200/);
  });

  it('moves along what somebody may move and nobody works on, and audits it', async () => {
    await together('ct:210', 'ct:200');
    for (const vmid of [200, 210]) {
      await control().setGuest(vmid, { tags: 'mine' });
    }
    const { guestOf, act, preflight, ended, audit } = await actOnLab(lab(), {
      decide: mine,
    });
    const other = await act('migrate-guest', guestOf(200), {
      target: 'closet',
    }).expect(202);
    const busy = await preflight('migrate-guest', guestOf(210), toCloset);
    expect(busy.obstacles).toContainEqual(
      expect.objectContaining({ code: 'busy' }),
    );
    await ended(other.body.id, 5);
    expect((await audit()).at(-1)).toMatchObject({
      event: 'accepted',
      detail: { along: ['reverb256/lxc/210'] },
    });
  });

  it('does not do so either as one of many', async () => {
    await together('ct:210', 'ct:200');
    await control().setGuest(210, { tags: 'mine' });
    const { api, ended, calls } = await actOnLab(lab(), { decide: mine });
    const { body } = await api
      .post('/api/proxmox/v1/actions/migrate-guests')
      .send({ guests: ['reverb256/lxc/210'], ...toCloset })
      .expect(202);
    const run = await ended((body as Run).id, 0);
    expect(run).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('another guest') },
    });
    expect(JSON.stringify(run)).not.toMatch(/ct:200|CT 200/);
    expect(await calls()).toEqual([]);
  });
});
