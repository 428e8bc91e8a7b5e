import { actOnLab, running } from '../__testUtils__/actOnLab';
import { OPERATE_TOKEN, useLab } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const grant = (...more: string[]) =>
  lab().control.setPrivileges(OPERATE_TOKEN, {
    privileges: ['VM.Audit', 'Sys.Audit', 'VM.PowerMgmt', ...more],
    path: '/',
  });

it('writes the memory to disk, and goes on from there', async () => {
  await grant('VM.Config.Disk', 'Datastore.AllocateSpace');
  const { guestOf, act, ended, collect, preflight } = await actOnLab(lab());
  const guest = guestOf(102);
  const { body } = await act('suspend-guest', guest, { toDisk: true });
  expect(await ended(body.id, 5)).toMatchObject({
    state: 'succeeded',
    output: { status: 'suspended', node: guest.node },
    task: expect.stringContaining(':qmsuspend:'),
  });
  await lab().control.advance(10);
  await collect();
  // Starting it goes on too: neither is kept back by the lock that it has.
  for (const action of ['start-guest', 'resume-guest']) {
    expect(await preflight(action, guest)).toMatchObject({ obstacles: [] });
  }
  const resumed = await act('resume-guest', guest).expect(202);
  expect(await ended(resumed.body.id, 5)).toMatchObject({
    state: 'succeeded',
    output: { status: 'running', node: guest.node },
  });
});

it('says which privilege is missing for that, and does nothing', async () => {
  await grant();
  const { guestOf, act, ended } = await actOnLab(lab());
  const { body } = await act('suspend-guest', guestOf(102), { toDisk: true });
  expect(await ended(body.id, 0)).toMatchObject({
    state: 'failed',
    error: {
      kind: 'forbidden',
      missing: [expect.stringContaining('VM.Config.Disk')],
    },
  });
});

it('is not done to disk to what HA manages', async () => {
  const { guestOf, act, preflight, calls } = await actOnLab(lab());
  const guest = guestOf(121);
  const more = { toDisk: true };
  const { obstacles } = await preflight('suspend-guest', guest, more);
  expect(obstacles.map(({ code }) => code)).toEqual(['ha-managed']);
  await act('suspend-guest', guest, more).expect(409);
  expect(await calls()).toEqual([]);
});

it('pauses what HA manages, and HA leaves it so', async () => {
  const { guestOf, act, ended, preflight } = await actOnLab(lab());
  const guest = guestOf(121);
  const { body } = await act('suspend-guest', guest).expect(202);
  expect(await ended(body.id)).toMatchObject({
    state: 'succeeded',
    output: { status: 'paused' },
  });
  await lab().control.advance(60);
  expect(await preflight('resume-guest', guest)).toMatchObject({
    obstacles: [],
  });
});

it('is not done to containers', async () => {
  const { pick, preflight } = await actOnLab(lab());
  const container = pick(guest => running(guest) && guest.type === 'lxc');
  const { obstacles } = await preflight('suspend-guest', container);
  expect(obstacles.map(({ code }) => code)).toEqual(['container']);
});
