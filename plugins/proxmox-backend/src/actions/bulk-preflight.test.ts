import type { Run } from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import {
  bulkObstacles,
  haSentence,
  judgeGuests,
  planOf,
  type BulkSituation,
} from './bulk-preflight';
import type { NamedGuest } from './bulk-target';

const guest = (vmid: string, more: Partial<ProxmoxGuest> = {}): NamedGuest => ({
  key: `home/qemu/${vmid}`,
  found: {
    source: 'home',
    nodeOnline: true,
    guest: {
      id: `qemu/${vmid}`,
      vmid,
      type: 'qemu',
      name: `web-${vmid}`,
      node: 'forge',
      status: 'stopped',
      template: false,
      tags: [],
      ...more,
    },
  },
});

const situation = (more: Partial<BulkSituation>): BulkSituation => ({
  guests: [guest('1')],
  active: [],
  canOperate: () => true,
  leaves: () => undefined,
  ...more,
});

const busy = {
  actor: 'user:default/ann',
  resource: { id: 'home/qemu/1' },
} as Run;

const offline = guest('1');
offline.found!.nodeOnline = false;

describe('a guest', () => {
  it('that is so already is left, also while it is locked', () => {
    const { left, failed } = judgeGuests(
      situation({
        guests: [guest('1', { lock: 'backup' })],
        active: [busy],
        leaves: () => ({ code: 'already', why: 'already running' }),
      }),
    );
    expect([left.length, failed.length]).toEqual([1, 0]);
  });

  it('of a node that is not online is not known to be so already', () => {
    const { left, failed } = judgeGuests(
      situation({
        guests: [offline],
        leaves: () => ({ code: 'already', why: 'already stopped' }),
      }),
    );
    expect([left.length, failed[0].code]).toEqual([0, 'node-offline']);
  });

  it.each<[string, Partial<BulkSituation>, string | undefined]>([
    ['with which nothing is wrong', {}, undefined],
    ['that is not there', { guests: [{ key: 'home/qemu/9' }] }, 'not-found'],
    [
      'of a cluster that cannot be changed',
      { canOperate: () => false },
      'no-credentials',
    ],
    ['on a dead node', { guests: [offline] }, 'node-offline'],
    ['that is locked', { guests: [guest('1', { lock: 'backup' })] }, 'locked'],
    ['on which somebody works', { active: [busy] }, 'busy'],
    [
      'that the action leaves',
      { leaves: () => ({ code: 'already', why: 'already running' }) },
      'already',
    ],
  ])('%s', (_, more, code) => {
    const { todo, left, failed } = judgeGuests(situation(more));
    expect([todo.length, left[0]?.code, failed[0]?.code]).toEqual(
      code === 'already'
        ? [0, code, undefined]
        : [code ? 0 : 1, undefined, code],
    );
  });
});

describe('what is said of those to which it is not done', () => {
  const verdict = judgeGuests(
    situation({
      guests: [
        guest('1'),
        guest('2', { status: 'running' }),
        guest('3', { status: 'running' }),
        guest('4', { lock: 'backup' }),
      ],
      leaves: subject =>
        subject.guest.status === 'running'
          ? { code: 'already', why: 'already running' }
          : undefined,
    }),
  );

  it('is a warning for each reason, while something is left to do', () => {
    expect(bulkObstacles(verdict)).toEqual([
      {
        code: 'already',
        severity: 'warning',
        message:
          'Left as they are (already running): web-2 (VM 2), web-3 (VM 3).',
      },
      {
        code: 'locked',
        severity: 'warning',
        message: 'Cannot be done, and fails (locked): web-4 (VM 4).',
      },
    ]);
  });

  it('blocks when nothing is', () => {
    const none = { ...verdict, todo: [] };
    expect(bulkObstacles(none).map(o => o.severity)).toEqual([
      'block',
      'block',
    ]);
  });

  it('goes with the run', () => {
    expect(planOf(verdict)).toEqual({
      items: [{ key: 'home/qemu/1', title: 'web-1 (VM 1)' }],
      left: [
        { title: 'web-2 (VM 2)', reason: 'Already running.' },
        { title: 'web-3 (VM 3)', reason: 'Already running.' },
      ],
      failed: [{ title: 'web-4 (VM 4)', reason: 'Locked.' }],
    });
  });
});

it.each([
  [[guest('1')], []],
  [
    [guest('1', { haState: 'started' }), guest('2')],
    [expect.stringMatching(/^1 of them is managed by HA/)],
  ],
])('says how many the HA manager keeps', (todo, said) => {
  expect(haSentence(todo)).toEqual(said);
});
