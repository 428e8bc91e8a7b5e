import type {
  ActionContext,
  Look,
  RunCursor,
} from '@reverb256/backstage-plugin-infra-node';
import type { ActionDeps } from './action-deps';
import { stopTask } from './stop-task';

const upid = 'UPID:forge:0000C530:001C9BEC:677E934A:vzdump:100:root@pam:';

/** Stopping a task whose worker is as the test says. */
function stopping(status: 'running' | 'stopped') {
  const operator = {
    taskStatus: async () => ({ status, exitstatus: 'unexpected status' }),
  };
  const action = stopTask({
    clients: { get: () => ({ operator }) },
  } as unknown as ActionDeps);
  const context = {
    input: { cluster: 'home', upid },
    resource: { title: 'task vzdump' },
  } as unknown as ActionContext<never>;
  return {
    recover: () => action.recover(context, {}),
    follow: (cursor: RunCursor = {}): Promise<Look> =>
      action.follow(context, { since: Date.now() - 61_000, ...cursor }),
  };
}

it('never says that the request did not arrive while the task is slow to end', async () => {
  const { recover, follow } = stopping('running');
  const found = await recover();
  expect(found).toMatchObject({ task: upid });
  expect((await follow(found)).end).toMatchObject({
    state: 'unknown',
    error: { message: expect.stringContaining('is not known') },
  });
});

it('is as good when the task has ended, whoever ended it', async () => {
  const { recover, follow } = stopping('stopped');
  expect((await follow(await recover())).end?.state).toBe('succeeded');
});

it('has failed where Proxmox VE took it and the task does not end', async () => {
  expect((await stopping('running').follow()).end).toMatchObject({
    state: 'failed',
    error: { kind: 'timeout' },
  });
});
