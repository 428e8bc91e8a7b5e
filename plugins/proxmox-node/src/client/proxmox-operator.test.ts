import { mockServices } from '@backstage/backend-test-utils';
import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import { startLab, type Lab } from 'lab/testing';
import { changeEndpoints } from '../api/change-endpoints';
import { DefaultProxmoxClient } from './default-proxmox-client';
import type { GuestRef, ProxmoxOperator } from './proxmox-operator';

const READ = 'ctrl@pve!portal';
const OPERATE = 'ctrl@pve!operate';
const VM: GuestRef = { node: 'nexus', type: 'qemu', vmid: '130' };
const CONTAINER: GuestRef = { node: 'nexus', type: 'lxc', vmid: '221' };

/** A path without what it is about. */
const general = (path: string) =>
  path
    .replace(/^\/nodes\/[^/]+/, '/nodes/{node}')
    .replace(/\/(qemu|lxc)\/\d+/, '/$1/{vmid}')
    .replace(/\/snapshot\/[^/]+/, '/snapshot/{snapname}')
    .replace(/\/tasks\/UPID:[^/]+/, '/tasks/{upid}');

jest.setTimeout(60_000);

describe.each(['9', '8'] as const)('changes on Proxmox VE %s', pve => {
  let lab: Lab;
  let client: DefaultProxmoxClient;
  let operator: ProxmoxOperator;

  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'], pve });
    const [{ url, fingerprint, tokens }] = lab.read().services.proxmox;
    const token = (id: string) => ({
      id,
      secret: tokens.find(each => each.id === id)!.secret,
    });
    client = DefaultProxmoxClient.create(
      {
        name: 'reverb256',
        title: 'The lab',
        endpoints: [{ url, fingerprint }],
        webUrl: url,
        token: token(READ),
        operate: { token: token(OPERATE) },
        pollSeconds: 10,
        timeoutSeconds: 5,
      },
      { logger: mockServices.logger.mock() },
    );
    operator = client.operator!;
  });
  beforeEach(() => lab.control.reset());
  afterAll(async () => {
    await client?.close();
    await lab?.stop();
  });

  /** How a task ended; the lab's time goes on until it has. */
  async function endOf(upid: string): Promise<string | undefined> {
    for (let look = 0; look < 100; look++) {
      const { status, exitstatus } = await operator.taskStatus(upid);
      if (status === 'stopped') return exitstatus;
      await lab.control.advance(20);
    }
    throw new Error(`${upid} does not end`);
  }

  /** Every change that both kinds of guests know, each to its end. */
  async function changeAll(guest: GuestRef, snapshot: string) {
    const ends: Record<string, string | undefined> = {};
    const name = 'made-here';
    ends.take = await endOf(
      await operator.takeSnapshot(guest, {
        name,
        description: 'Größe & more',
        withMemory: guest.type === 'qemu',
      }),
    );
    const made = (await operator.snapshots(guest)).find(
      row => row.name === name,
    );
    expect(made).toMatchObject({
      description: expect.stringContaining('Größe & more'),
    });
    ends.delete = await endOf(await operator.deleteSnapshot(guest, name));
    ends.rollBack = await endOf(
      await operator.rollBack(guest, { snapshot, start: true }),
    );
    await lab.control.advance(60);
    ends.reboot = await endOf(
      await operator.rebootGuest(guest, { timeoutSeconds: 60 }),
    );
    return ends;
  }

  /** A guest without snapshots: with them, its disks cannot be moved while it runs. */
  async function moveAndStop(guest: GuestRef) {
    const moved = await endOf(
      await operator.migrateGuest(guest, {
        target: 'forge',
        withLocalDisks: true,
      }),
    );
    const there = { ...guest, node: 'forge' };
    const stop = await operator.stopGuest(there, { endShutdowns: true });
    const stopped = await endOf(stop);
    const { status } = await operator.guestStatus(there);
    return { moved, stopped, status };
  }

  const ALL_WELL = {
    take: 'OK',
    delete: 'OK',
    rollBack: 'OK',
    reboot: 'OK',
  };

  async function changeTags(guest: GuestRef) {
    const { tags, digest } = await operator.tags(guest);
    await operator.setTags(guest, { tags: [...tags, 'home'], digest });
    expect((await operator.tags(guest)).tags.sort()).toEqual(
      [...tags, 'home'].sort(),
    );
    await expect(operator.setTags(guest, { tags, digest })).rejects.toThrow(
      /by other user/,
    );
  }

  it('asks for each as the API has it, and for nothing else', async () => {
    await lab.control.resetRequests();
    expect(await operator.tagRules()).toMatchObject({
      free: false,
      registered: expect.arrayContaining(['k8s']),
    });
    for (const guest of [VM, CONTAINER]) {
      await changeTags(guest);
      expect(await operator.canSnapshot(guest)).toBe(true);
    }
    expect(await operator.snapshotTags(VM, 'runner-2-330')).toEqual(['ci']);
    expect(await operator.snapshotTags(CONTAINER, 'experiment')).toEqual(
      expect.any(Array),
    );
    const conditions = await operator.migrationConditions(VM);
    expect(conditions).toMatchObject({
      localDisks: expect.arrayContaining([
        expect.objectContaining({
          volume: 'local-lvm:vm-130-disk-1',
          cdrom: false,
        }),
      ]),
      allowedNodes: expect.arrayContaining(['forge']),
    });
    // Before version 9 a container cannot be asked about.
    const ofContainer = await operator.migrationConditions(CONTAINER);
    expect(ofContainer === undefined).toBe(pve === '8');
    expect(await endOf(await operator.suspendVm(VM, { toDisk: false }))).toBe(
      'OK',
    );
    expect((await operator.guestStatus(VM)).qmpstatus).toBe('paused');
    expect(await endOf(await operator.resumeVm(VM))).toBe('OK');
    expect(await changeAll(VM, 'runner-2-330')).toEqual(ALL_WELL);
    expect(await changeAll(CONTAINER, 'experiment')).toEqual(ALL_WELL);
    for (const guest of [
      { ...VM, vmid: '110' },
      { ...CONTAINER, vmid: '211' },
    ]) {
      expect(await moveAndStop(guest)).toEqual({
        moved: 'OK',
        stopped: 'OK',
        status: 'stopped',
      });
    }

    const { requests } = await lab.control.requests();
    const asked = new Set(
      requests.map(({ method, path }) => `${method} ${general(path)}`),
    );
    const changes = Object.values(changeEndpoints).map(
      ({ method, path }) => `${method} ${path}`,
    );
    expect(changes.filter(each => !asked.has(each))).toEqual([]);
    // Besides looking at guests and at their tasks and snapshots.
    const others = [...asked].filter(each => !changes.includes(each));
    expect(others.sort()).toEqual([
      'GET /nodes/{node}/lxc/{vmid}/snapshot',
      'GET /nodes/{node}/lxc/{vmid}/status/current',
      'GET /nodes/{node}/qemu/{vmid}/snapshot',
      'GET /nodes/{node}/qemu/{vmid}/status/current',
      'GET /nodes/{node}/tasks/{upid}/status',
    ]);
  });

  it('does not take what it cannot read for a cluster that cannot be asked', async () => {
    await lab.control.breakEndpoint({
      mode: 'rubbish',
      prefix: `/nodes/nexus/lxc/${CONTAINER.vmid}/migrate`,
    });
    await expect(operator.migrationConditions(CONTAINER)).rejects.toMatchObject(
      { kind: 'invalid' },
    );
  });

  it('does not know who may tag without Sys.Audit', async () => {
    for (const who of [OPERATE, 'ctrl@pve']) {
      await lab.control.setPrivileges(who, {
        privileges: ['VM.Audit'],
        path: '/vms',
      });
    }
    expect((await operator.tagRules()).free).toBeUndefined();
  });

  it('takes every tag from a guest', async () => {
    await lab.control.setGuest(130, { tags: 'home' });
    const { digest } = await operator.tags(VM);
    await operator.setTags(VM, { tags: [], digest });
    expect((await operator.tags(VM)).tags).toEqual([]);
  });

  it('does not let a name of a snapshot become a path', async () => {
    await expect(
      operator.deleteSnapshot(VM, '../../status/stop'),
    ).rejects.not.toBeInstanceOf(SourceFailure);
    expect(await lab.control.mutations()).toEqual([]);
  });
});
