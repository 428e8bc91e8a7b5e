import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { RunState } from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import { actOnLab, managed, running, stopped } from '../__testUtils__/actOnLab';
import { useLab, type Setup } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;
const actHere = (setup?: Setup) => actOnLab(lab(), setup);

describe('the preflight', () => {
  it.each<
    [
      string,
      string,
      (g: ProxmoxGuest) => boolean,
      string,
      (g: ProxmoxGuest) => Promise<unknown>,
    ]
  >([
    [
      'one that runs already',
      'start-guest',
      running,
      'already',
      async () => {},
    ],
    [
      'one that is stopped already',
      'shutdown-guest',
      stopped,
      'already',
      async () => {},
    ],
    [
      'a locked one',
      'shutdown-guest',
      running,
      'locked',
      g => control().setGuest(Number(g.vmid), { lock: 'backup' }),
    ],
    [
      'one that HA has given up on',
      'start-guest',
      managed,
      'ha-error',
      g =>
        control().breakService(`${g.type === 'qemu' ? 'vm' : 'ct'}:${g.vmid}`),
    ],
  ])('stops %s', async (_, action, which, code, prepare) => {
    const { pick, preflight, act, calls } = await actHere();
    const guest = pick(which);
    await prepare(guest);
    const { obstacles } = await preflight(action, guest);
    expect(obstacles).toContainEqual(
      expect.objectContaining({ code, severity: 'block' }),
    );
    const { body } = await act(action, guest).expect(409);
    expect(body.error.message).toContain(obstacles[0].message);
    expect(await calls()).toEqual([]);
  });

  it('stops what is on a dead node', async () => {
    const { pick, preflight, collect } = await actHere();
    const guest = pick(running);
    await control().killNode(guest.node);
    await collect();
    expect(
      (await preflight('shutdown-guest', guest)).obstacles.map(o => o.code),
    ).toEqual(['node-offline']);
  });

  it('says that nothing can be changed without credentials for it', async () => {
    const { pick, preflight } = await actHere({ readOnly: true });
    const [obstacle] = (await preflight('shutdown-guest', pick(running)))
      .obstacles;
    expect(obstacle).toMatchObject({
      code: 'no-credentials',
      severity: 'block',
    });
    expect(obstacle.message).toContain('operate.token');
  });
});

it('does nothing for whoever may not, and records who tried', async () => {
  const { pick, act, calls, audit } = await actHere({
    decide: name =>
      name === 'proxmox.guest.power'
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  const guest = pick(running);
  const { body } = await act('shutdown-guest', guest).expect(403);
  expect(body.error.message).toContain('proxmox.guest.power');
  expect(await calls()).toEqual([]);
  expect(await audit()).toEqual([
    expect.objectContaining({
      event: 'refused',
      resourceId: `reverb256/${guest.id}`,
    }),
  ]);
});

it.each<[string, object, number, RunState | undefined]>([
  [
    'an unknown guest',
    { cluster: 'reverb256', guest: 'qemu/999' },
    404,
    undefined,
  ],
  [
    'an unknown cluster',
    { cluster: 'elsewhere', guest: 'qemu/100' },
    404,
    undefined,
  ],
  [
    'a path in place of a guest',
    { cluster: 'reverb256', guest: 'qemu/../../nodes' },
    400,
    undefined,
  ],
  [
    'a member that there is not',
    { cluster: 'reverb256', guest: 'qemu/100', force: true },
    400,
    undefined,
  ],
])('refuses %s', async (_, input, status) => {
  const { api, calls } = await actHere();
  await api
    .post('/api/proxmox/v1/actions/start-guest')
    .send(input)
    .expect(status);
  expect(await calls()).toEqual([]);
});
