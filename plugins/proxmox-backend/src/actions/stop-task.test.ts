import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Preflight, Run } from '@reverb256/backstage-plugin-infra-common';
import { actOnLab } from '../__testUtils__/actOnLab';
import { useLab, type Setup } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;

/** A shutdown that waits in vain, begun through the portal, and the task that it waits by. */
async function startWaiting(setup?: Setup) {
  const acting = await actOnLab(lab(), setup);
  const guest = acting.guestOf(102);
  await control().setGuest(102, { ignoresShutdown: true });
  const { body } = await acting
    .act('shutdown-guest', guest, { timeout: 3600 })
    .expect(202);
  const { task } = await acting.until(body.id, run => run.cancellable, 0);
  const input = { cluster: 'reverb256', upid: task };
  const post = (path: string, more = {}) =>
    acting.api.post(`/api/proxmox/v1/actions/${path}`).send({
      ...input,
      ...more,
    });
  return {
    ...acting,
    waiting: body as Run,
    stop: (more = {}) => post('stop-task', more),
    look: async () =>
      (await post('stop-task/preflight').expect(200)).body as Preflight,
    deletions: async () =>
      (await acting.calls()).filter(({ method }) => method === 'DELETE'),
  };
}

it('stops a task, and whatever waits for it learns that', async () => {
  const { stop, look, ended, waiting, deletions, audit } = await startWaiting();
  expect(await look()).toMatchObject({
    title: 'Stop task qmshutdown of 102 on closet',
    destructive: true,
    obstacles: [],
  });
  const { body } = await stop().expect(202);
  expect(await ended(body.id)).toMatchObject({ state: 'succeeded' });
  expect(await deletions()).toHaveLength(1);
  // Nobody asked for that run to be cancelled.
  expect((await ended(waiting.id)).state).toBe('failed');
  expect((await audit()).map(({ event, action }) => [event, action])).toEqual(
    expect.arrayContaining([
      ['accepted', 'stop-task'],
      ['succeeded', 'stop-task'],
    ]),
  );
});

it('is sent once when the answer is lost, and found by the task having ended', async () => {
  const { stop, ended, deletions } = await startWaiting();
  await control().breakEndpoint({
    mode: 'lost-answer',
    method: 'DELETE',
    times: 1,
  });
  const { body } = await stop().expect(202);
  expect((await ended(body.id)).state).toBe('succeeded');
  expect(await deletions()).toHaveLength(1);
});

it('is refused to whoever may not', async () => {
  const { stop, deletions } = await startWaiting({
    decide: name =>
      name === 'proxmox.task.stop'
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  await stop().expect(403);
  expect(await deletions()).toEqual([]);
});

describe('whoever may on some guests', () => {
  /** On the guests of a cluster, and sees no others. */
  const onCluster =
    (cluster: string): Setup['decide'] =>
    name =>
      ['proxmox.task.stop', 'proxmox.guest.read'].includes(name)
        ? {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'proxmox',
            resourceType: 'proxmox-guest',
            conditions: {
              rule: 'IS_IN_CLUSTER',
              resourceType: 'proxmox-guest',
              params: { clusters: [cluster] },
            },
          }
        : AuthorizeResult.ALLOW;

  it('stops the tasks that are about them', async () => {
    const { stop, ended } = await startWaiting({
      decide: onCluster('reverb256'),
    });
    const { body } = await stop().expect(202);
    expect((await ended(body.id)).state).toBe('succeeded');
  });

  it('learns of no other, and stops none that is about no guest', async () => {
    const { api, calls } = await actOnLab(lab(), {
      decide: onCluster('elsewhere'),
    });
    const post = (task: string, path = '') =>
      api.post(`/api/proxmox/v1/actions/stop-task${path}`).send({
        cluster: 'reverb256',
        upid: `UPID:closet:0000C530:001C9BEC:677E934A:${task}:root@pam:`,
      });
    // In the same words, whether there is such a guest.
    const [hidden, missing] = await Promise.all(
      ['qmstop:102', 'qmstop:99999'].map(task => post(task).expect(403)),
    );
    expect(hidden.body.error.message).toBe(missing.body.error.message);
    for (const task of ['qmstop:102', 'imgdel:102@tank', 'qmstop:99999']) {
      await post(task, '/preflight').expect(403);
    }
    await post('aptupdate:').expect(403);
    expect(await calls()).toEqual([]);
  });
});

it('is blocked for a task that has ended', async () => {
  const { api, stop, look, waiting, ended } = await startWaiting();
  await api.post(`/api/proxmox/v1/runs/${waiting.id}/cancel`).expect(200);
  await ended(waiting.id);
  expect((await look()).obstacles).toEqual([
    expect.objectContaining({ code: 'ended', severity: 'block' }),
  ]);
  await stop().expect(409);
});

it.each([
  [
    'a node that there is not',
    'UPID:moon:0000C530:001C9BEC:677E934A:qmstart:100:root@pam:',
    404,
  ],
  ['what is no task', 'UPID:nonsense:', 404],
  ['a path', 'UPID:a/../b:', 400],
])('knows nothing of %s', async (_, upid, status) => {
  const { stop } = await startWaiting();
  expect((await stop({ upid })).status).toBe(status);
});
