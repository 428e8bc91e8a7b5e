import { proxmoxOf } from './entityRefs';

const entity = (annotations?: Record<string, string>, kind = 'Resource') => ({
  kind,
  metadata: {
    name: 'web',
    annotations:
      annotations &&
      Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [
          `proxmox.reverb256.ca/${key}`,
          value,
        ]),
      ),
  },
});

it.each([
  [
    { cluster: 'lab', guest: 'qemu/100' },
    { type: 'guest', of: { cluster: 'lab', guest: 'qemu/100' } },
  ],
  [
    { cluster: 'lab', guest: 'lxc/200', node: 'nexus' },
    { type: 'guest', of: { cluster: 'lab', guest: 'lxc/200' } },
  ],
  [
    { cluster: 'lab', node: 'nexus' },
    { type: 'node', of: { cluster: 'lab', node: 'nexus' } },
  ],
  [{ cluster: 'lab' }, { type: 'cluster', of: { cluster: 'lab' } }],
  // Which cluster is not said: nothing is guessed.
  [{ guest: 'qemu/100' }, undefined],
  // What is misspelt does not turn into the whole cluster.
  [{ cluster: 'lab', guest: '100' }, undefined],
  [{ cluster: 'lab', guest: 'qemu/../1' }, undefined],
  [{}, undefined],
  [undefined, undefined],
])('takes %j for %j', (annotations, of) => {
  expect(proxmoxOf(entity(annotations))).toEqual(of);
});

it('is for what runs and what it runs on, and not for people', () => {
  const annotations = { cluster: 'lab', guest: 'qemu/100' };
  expect(proxmoxOf(entity(annotations, 'Component'))?.type).toBe('guest');
  expect(proxmoxOf(entity(annotations, 'Group'))).toBeUndefined();
});
