import { consoleHref } from './consoleHref';

const vm = { type: 'qemu', vmid: '100', name: 'web', node: 'nexus' } as const;

it('leads to noVNC for a VM, and to xterm.js for a container', () => {
  expect(consoleHref('https://pve.example:8006', vm)).toBe(
    'https://pve.example:8006/?console=kvm&novnc=1&vmid=100&vmname=web&node=nexus&resize=off',
  );
  expect(consoleHref('https://pve.example/', { ...vm, type: 'lxc' })).toBe(
    'https://pve.example/?console=lxc&xtermjs=1&vmid=100&vmname=web&node=nexus',
  );
});

it('keeps a path before it, and encodes what it is told', () => {
  const href = consoleHref('https://proxy.example/pve/?x=1', {
    ...vm,
    name: 'a&node=b',
  });
  expect(href).toContain('https://proxy.example/pve/?console=kvm');
  expect(new URL(href!).searchParams.get('node')).toBe('nexus');
  expect(new URL(href!).searchParams.get('x')).toBeNull();
});

it.each([undefined, '', 'pve.example', 'data:text/html,x'])(
  'leads nowhere without an address: %j',
  webUrl => {
    expect(consoleHref(webUrl, vm)).toBeUndefined();
  },
);
