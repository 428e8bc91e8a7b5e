import { startLab, type Lab } from '../../testing.ts';
import { Operator } from '../../tests/operator.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(60_000);

type Row = Record<string, any>;

let lab: Lab;
let operator: Operator;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  operator = new Operator(lab);
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

const call = async (method: string, path: string, body?: string) => {
  const answer = await operator.ask(method, `/nodes/${path}`, body);
  if (answer.status !== 200) throw new Error(answer.reason);
  return answer.body.data as string;
};
const take = (guest: string, body: string) =>
  call('POST', `${guest}/snapshot`, body);
const rollback = (guest: string, name: string, body = '') =>
  call('POST', `${guest}/snapshot/${name}/rollback`, body);
const remove = (guest: string, name: string) =>
  call('DELETE', `${guest}/snapshot/${name}`);
const status = (guest: string): Promise<Row> =>
  operator.get(`/nodes/${guest}/status/current`);
const find = async (guest: string, name: string): Promise<Row | undefined> => {
  const rows: Row[] = await operator.get(`/nodes/${guest}/snapshot`);
  return rows.find(row => row.name === name);
};

describe('a snapshot of a VM', () => {
  it('is taken under a lock, and becomes the current one', async () => {
    const upid = await take(
      'nexus/qemu/100',
      'snapname=before&description=of+it&vmstate=1',
    );
    expect(upid).toContain(':qmsnapshot:100:');
    await lab.control.advance(1);
    expect((await status('nexus/qemu/100')).lock).toBe('snapshot');
    expect(await find('nexus/qemu/100', 'before')).toMatchObject({
      snapstate: 'prepare',
    });
    expect((await operator.end(upid)).exitstatus).toBe('OK');
    const log = await operator.log(upid);
    expect(log[0]).toBe("saving VM state and RAM using storage 'local-lvm'");
    expect(log).toContain(
      "snapshotting 'drive-scsi0' (local-lvm:vm-100-disk-0)",
    );
    expect(await status('nexus/qemu/100')).not.toHaveProperty('lock');
    expect(await find('nexus/qemu/100', 'before')).toMatchObject({
      description: 'of it',
      vmstate: 1,
    });
    expect((await find('nexus/qemu/100', 'current'))?.parent).toBe('before');
  });

  it('is gone back to: what ran is stopped, or goes on from the RAM in it', async () => {
    await operator.end(await take('nexus/qemu/100', 'snapname=cold'));
    await operator.end(await take('nexus/qemu/100', 'snapname=warm&vmstate=1'));
    const cold = await rollback('nexus/qemu/100', 'cold');
    expect(cold).toContain(':qmrollback:100:');
    await lab.control.advance(2);
    expect((await status('nexus/qemu/100')).lock).toBe('rollback');
    expect((await operator.end(cold)).exitstatus).toBe('OK');
    expect((await status('nexus/qemu/100')).status).toBe('stopped');
    expect((await find('nexus/qemu/100', 'current'))?.parent).toBe('cold');
    await operator.end(await rollback('nexus/qemu/100', 'warm'));
    expect((await status('nexus/qemu/100')).status).toBe('running');
    await operator.end(await rollback('nexus/qemu/100', 'cold', 'start=1'));
    const [started] = await operator.get(
      '/nodes/nexus/tasks?vmid=100&source=active',
    );
    expect(started.type).toBe('qmstart');
  });

  it('is deleted, and those that came from it come from its parent', async () => {
    const upid = await remove('nexus/qemu/130', 'docker');
    expect(upid).toContain(':qmdelsnapshot:130:');
    await lab.control.advance(1);
    expect((await status('nexus/qemu/130')).lock).toBe('snapshot-delete');
    expect((await operator.end(upid)).exitstatus).toBe('OK');
    expect(await find('nexus/qemu/130', 'docker')).toBeUndefined();
    expect((await find('nexus/qemu/130', 'runner-2-311'))?.parent).toBe(
      'clean',
    );
  });

  it('is described anew, at once', async () => {
    await call(
      'PUT',
      'nexus/qemu/130/snapshot/docker/config',
      'description=said+better',
    );
    expect((await find('nexus/qemu/130', 'docker'))?.description).toBe(
      'said better',
    );
    await expect(
      call('PUT', 'nexus/qemu/130/snapshot/gone/config', 'description=x'),
    ).rejects.toThrow("snapshot 'gone' does not exist");
  });

  it.each([
    ['current', "unable to use snapshot name 'current' (reserved name)"],
    ['Pending', "unable to use snapshot name 'pending' (reserved name)"],
    ['9lives', 'Parameter verification failed.'],
    ['a'.repeat(41), 'Parameter verification failed.'],
  ])('cannot be called %s', async (name, reason) => {
    await expect(take('nexus/qemu/100', `snapname=${name}`)).rejects.toThrow(
      reason,
    );
  });

  it.each<[string, () => Promise<string>, string]>([
    [
      'taken twice',
      () => take('nexus/qemu/130', 'snapname=docker'),
      "snapshot name 'docker' already used",
    ],
    [
      'taken of a template',
      () => take('nexus/qemu/9000', 'snapname=before'),
      "you can't take a snapshot if it's a template",
    ],
    [
      'taken where a folder is part of the container',
      () => take('closet/lxc/231', 'snapname=before'),
      'snapshot feature is not available',
    ],
    [
      'gone back to where there is none',
      () => rollback('nexus/qemu/130', 'gone'),
      "snapshot 'gone' does not exist",
    ],
    [
      'gone back to behind a newer one on ZFS',
      () => rollback('nexus/lxc/221', 'pg16'),
      "can't rollback, 'pg16' is not most recent snapshot on 'tank:subvol-221-disk-0'",
    ],
    [
      'deleted where there is none',
      () => remove('nexus/qemu/130', 'gone'),
      "snapshot 'gone' does not exist",
    ],
  ])('that is %s says so in its task', async (_, start, expected) => {
    expect((await operator.end(await start())).exitstatus).toBe(expected);
  });

  it('of a locked VM is not touched', async () => {
    await lab.control.setGuest(130, { lock: 'backup' });
    for (const start of [
      () => take('nexus/qemu/130', 'snapname=before'),
      () => rollback('nexus/qemu/130', 'docker'),
      () => remove('nexus/qemu/130', 'docker'),
    ]) {
      expect((await operator.end(await start())).exitstatus).toBe(
        'VM is locked (backup)',
      );
    }
  });

  it('that is interrupted while it is taken leaves nothing', async () => {
    const upid = await take('nexus/qemu/110', 'snapname=before&vmstate=1');
    await lab.control.advance(2);
    await operator.task(upid, '', 'DELETE');
    expect((await operator.end(upid)).exitstatus).toBe('received interrupt');
    expect(await operator.log(upid)).toContain(
      'snapshot create failed: starting cleanup',
    );
    expect(await find('nexus/qemu/110', 'before')).toBeUndefined();
    expect(await status('nexus/qemu/110')).not.toHaveProperty('lock');
  });

  it('that is interrupted while it is deleted keeps its lock', async () => {
    const upid = await remove('nexus/qemu/130', 'docker');
    await lab.control.advance(1);
    await operator.task(upid, '', 'DELETE');
    expect((await operator.end(upid)).exitstatus).toBe('received interrupt');
    expect((await status('nexus/qemu/130')).lock).toBe('snapshot-delete');
    expect((await find('nexus/qemu/130', 'docker'))?.snapstate).toBe('delete');
  });
});

it('a container has snapshots too, whose tasks begin with vz', async () => {
  const upid = await take('nexus/lxc/220', 'snapname=before');
  expect(upid).toContain(':vzsnapshot:220:');
  expect((await operator.end(upid)).exitstatus).toBe('OK');
  const back = await rollback('nexus/lxc/220', 'before', 'start=1');
  expect(back).toContain(':vzrollback:220:');
  expect((await operator.end(back)).exitstatus).toBe('OK');
  await operator.until(
    async () => (await status('nexus/lxc/220')).status === 'running',
  );
  const gone = await remove('nexus/lxc/220', 'before');
  expect(gone).toContain(':vzdelsnapshot:220:');
  expect((await operator.end(gone)).exitstatus).toBe('OK');
  await expect(take('nexus/lxc/220', 'snapname=vzdump')).rejects.toThrow(
    "unable to use snapshot name 'vzdump' (reserved name)",
  );
});

it.each([
  ['nexus/qemu/100', 'snapshot', { hasFeature: 1, nodes: ['nexus'] }],
  [
    'nexus/qemu/120',
    'snapshot',
    { hasFeature: 1, nodes: ['nexus', 'forge', 'closet'] },
  ],
  ['nexus/qemu/120', 'clone', { hasFeature: 0 }],
  ['nexus/qemu/120', 'clone&snapname=pre-unseal', { hasFeature: 1 }],
  ['nexus/qemu/9000', 'clone', { hasFeature: 1 }],
  ['closet/lxc/231', 'snapshot', { hasFeature: 0 }],
])('%s has the feature %s or not', async (guest, feature, expected) => {
  expect(
    await operator.get(`/nodes/${guest}/feature?feature=${feature}`),
  ).toMatchObject(expected);
});

it('snapshots take privileges of their own', async () => {
  const power = new Operator(lab, 'ctrl@pve!power');
  const path = '/nodes/nexus/qemu/130/snapshot';
  expect(await power.ask('POST', path, 'snapname=x')).toMatchObject({
    status: 403,
    reason: 'Permission check failed (/vms/130, VM.Snapshot)',
  });
  await lab.control.setPrivileges('ops@pve', {
    privileges: ['VM.Audit', 'VM.Snapshot.Rollback'],
  });
  const only = new Operator(lab, 'ops@pve!full');
  expect(
    await only.ask('POST', `${path}/docker/rollback`, 'start=1'),
  ).toMatchObject({
    status: 403,
    reason: 'Permission check failed (/vms/130, VM.PowerMgmt)',
  });
  expect((await only.ask('POST', `${path}/docker/rollback`)).status).toBe(200);
});
