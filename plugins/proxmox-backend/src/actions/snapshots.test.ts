import { actOnLab } from '../__testUtils__/actOnLab';
import { useLab } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;

it('goes back to a snapshot with memory, and the guest runs on as it did then', async () => {
  const { guestOf, preflight, act, ended } = await actOnLab(lab());
  const more = { snapshot: 'docker' };
  const guest = guestOf(130);
  const { effects } = await preflight('rollback-guest', guest, {
    snapshot: 'runner-2-311',
  });
  expect(effects.join(' ')).toContain('goes on running as it did then');
  expect(effects.join(' ')).toMatch(/made after it \(.*runner-2-330.*\) stays/);
  // Without memory, and not asked to start it: it stands still afterwards.
  expect((await preflight('rollback-guest', guest, more)).obstacles).toEqual([
    expect.objectContaining({ code: 'stays-stopped', severity: 'warning' }),
  ]);
  const { body } = await act('rollback-guest', guest, {
    snapshot: 'runner-2-311',
  }).expect(202);
  expect(body.title).toBe('Roll back build-runner (VM 130) to runner-2-311');
  expect(await ended(body.id, 5)).toMatchObject({
    state: 'succeeded',
    output: { status: 'running', node: 'nexus' },
  });
});

it('fails where the storage goes back only to the last, and says so', async () => {
  const { guestOf, act, ended } = await actOnLab(lab());
  const { body } = await act('rollback-guest', guestOf(221), {
    snapshot: 'pg16',
  }).expect(202);
  expect(await ended(body.id, 5)).toMatchObject({
    state: 'failed',
    error: {
      kind: 'task',
      message: expect.stringContaining('is not most recent snapshot'),
    },
  });
});

it('goes back with a guest that HA manages, which HA starts again', async () => {
  const { guestOf, preflight, act, ended } = await actOnLab(lab());
  const guest = guestOf(140);
  const more = { snapshot: 'before-2026-11' };
  const { effects, obstacles } = await preflight('rollback-guest', guest, more);
  expect(obstacles).toEqual([]);
  expect(effects.join(' ')).toContain('HA, which starts it again');
  const { body } = await act('rollback-guest', guest, more).expect(202);
  expect((await ended(body.id, 5)).state).toBe('succeeded');
});

it('deletes one, and what was made on it stays', async () => {
  const { guestOf, preflight, act, ended } = await actOnLab(lab());
  const guest = guestOf(130);
  const more = { snapshot: 'docker' };
  const { effects, destructive } = await preflight(
    'delete-snapshot',
    guest,
    more,
  );
  expect(destructive).toBe(true);
  expect(effects.join(' ')).toContain(
    "(runner-2-311) stays whole, and is then shown as made on 'clean'",
  );
  const { body } = await act('delete-snapshot', guest, more).expect(202);
  expect((await ended(body.id, 5)).state).toBe('succeeded');
  // It is gone: a second time there is nothing to delete.
  expect((await preflight('delete-snapshot', guest, more)).obstacles).toEqual([
    expect.objectContaining({
      code: 'no-such-snapshot',
      message: expect.stringContaining('runner-2-311'),
    }),
  ]);
});

it.each<[string, number, object]>([
  ['name-taken', 130, { name: 'clean' }],
  ['reserved-name', 130, { name: 'current' }],
  ['memory', 201, { name: 'new', withMemory: true }],
  ['memory', 150, { name: 'new', withMemory: true }],
])('taking one is blocked by the preflight: %s', async (code, vmid, more) => {
  const { guestOf, preflight, act, calls } = await actOnLab(lab());
  const guest = guestOf(vmid);
  const { obstacles } = await preflight('snapshot-guest', guest, more);
  expect(obstacles.map(obstacle => obstacle.code)).toEqual([code]);
  await act('snapshot-guest', guest, more).expect(409);
  expect(await calls()).toEqual([]);
});

it.each(['x', '1st', 'a b', '../x', 'a'.repeat(41)])(
  'does not take %j for a name',
  async name => {
    const { guestOf, act } = await actOnLab(lab());
    const { status } = await act('snapshot-guest', guestOf(130), { name });
    expect(status).toBe(400);
  },
);

it('is cancelled when somebody stops it', async () => {
  const { api, guestOf, act, until, ended } = await actOnLab(lab());
  await control().disturbTasks({ mode: 'hang', type: 'qmsnapshot' });
  const { body } = await act('snapshot-guest', guestOf(130), {
    name: 'new',
  }).expect(202);
  await until(body.id, run => run.cancellable, 0);
  await api.post(`/api/proxmox/v1/runs/${body.id}/cancel`).expect(200);
  expect((await ended(body.id)).state).toBe('cancelled');
});

it('cannot be cancelled where half of it is worse than all', async () => {
  const { api, guestOf, act, until } = await actOnLab(lab());
  await control().disturbTasks({ mode: 'hang', type: 'qmdelsnapshot' });
  const { body } = await act('delete-snapshot', guestOf(130), {
    snapshot: 'docker',
  }).expect(202);
  await until(body.id, run => run.state === 'running', 0);
  const { status } = await api.post(`/api/proxmox/v1/runs/${body.id}/cancel`);
  expect(status).toBe(409);
});
