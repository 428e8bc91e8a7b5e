import type { ProxmoxNodeFacts } from '@reverb256/backstage-plugin-proxmox-common';
import { diskFindings, isDiskUnseen } from './disk-findings';
import type { ClusterKnowledge } from './knowledge';

const readAt = '2026-11-24T10:00:00.000Z';
const head = {
  source: 'home',
  title: 'Home',
  version: 'v',
  intervalSeconds: 60,
  gaps: [],
};
const facts = (nodes: ProxmoxNodeFacts['nodes']) => ({
  ...head,
  data: { nodes },
});
const inventory: ClusterKnowledge['inventory'] = {
  ...head,
  data: {
    cluster: {},
    nodes: { nexus: { name: 'nexus', status: 'online' } },
    guests: {},
    storages: {},
  },
};

it('finds the disks that failed, a finding a node', () => {
  expect(
    diskFindings(
      facts({
        nexus: { readAt, failedDisks: ['/dev/sda', '/dev/sdb'] },
        forge: { readAt, failedDisks: ['/dev/sdc'] },
        closet: { readAt, failedDisks: [] },
        attic: { readAt },
      }),
    ),
  ).toEqual([
    {
      code: 'disk-failed',
      severity: 'critical',
      title: "Disks /dev/sda, /dev/sdb of node nexus fail by SMART's own word",
      path: 'nodes/nexus',
      runbook: 'proxmox#disk-failed',
      evidence: { disks: '/dev/sda, /dev/sdb', 'last read': readAt },
    },
    expect.objectContaining({
      title: "Disk /dev/sdc of node forge fails by SMART's own word",
      path: 'nodes/forge',
    }),
  ]);
  expect(diskFindings({})).toEqual([]);
});

it.each([
  ['the disks could not be read', { nexus: { readAt } }, 'nexus', true],
  ['they were read', { nexus: { readAt, failedDisks: [] } }, 'nexus', false],
  ['the node has left', {}, 'forge', false],
])('whether it may still be so, when %s', (_, nodes, node, unseen) => {
  const knowledge = { nodeFacts: facts(nodes), inventory };
  const finding = { code: 'disk-failed', path: `nodes/${node}` };
  expect(isDiskUnseen(finding, knowledge)).toBe(unseen);
  expect(isDiskUnseen({ ...finding, code: 'x' }, knowledge)).toBe(false);
});
