import type { NodeConfig } from '../model.ts';

/** An entry of /etc/network/interfaces, as pve-common INotify.pm reads it. */
export interface Interface {
  iface: string;
  type: 'bridge' | 'bond' | 'eth' | 'vlan';
  [option: string]: unknown;
}

const manual = { method: 'manual', method6: 'manual', families: ['inet'] };

const card = (iface: string, more: object = {}): Interface => ({
  iface,
  type: 'eth',
  ...manual,
  exists: 1,
  active: 1,
  priority: 3,
  ...more,
});

/** The bridge that carries the node's address, and guests in VLANs. */
function mainBridge(node: NodeConfig, port: string): Interface {
  return {
    iface: 'vmbr0',
    type: 'bridge',
    method: 'static',
    method6: 'manual',
    families: ['inet'],
    address: node.ip,
    netmask: '24',
    cidr: `${node.ip}/24`,
    gateway: `${node.ip.split('.').slice(0, 3).join('.')}.1`,
    bridge_ports: port,
    bridge_stp: 'off',
    bridge_fd: '0',
    bridge_vlan_aware: 1,
    bridge_vids: '2-4094',
    autostart: 1,
    active: 1,
    priority: 6,
    comments: 'Management and guests\n',
  };
}

function storageBridge(port: string, active: boolean): Interface {
  return {
    iface: 'vmbr1',
    type: 'bridge',
    ...manual,
    bridge_ports: port,
    bridge_stp: 'off',
    bridge_fd: '0',
    mtu: '9000',
    autostart: 1,
    ...(active && { active: 1 }),
    priority: 7,
  };
}

/** The node's network: two cards as a bond, one card alone, or one of two without a cable. */
export function interfacesOf(node: NodeConfig): Interface[] {
  if (node.node === 'forge') {
    return [
      card('enp1s0f0'),
      storageBridge('enp1s0f1', false),
      { iface: 'enp1s0f1', type: 'eth', ...manual, exists: 1, priority: 4 },
      mainBridge(node, 'enp1s0f0'),
    ];
  }
  if (node.node === 'closet') {
    return [
      card('enp2s0', { altnames: ['enx0a1b2c3d4e5f'] }),
      mainBridge(node, 'enp2s0'),
      // Without a port: guests reach each other alone.
      storageBridge('', true),
    ];
  }
  return [
    card('enp5s0'),
    card('enp6s0', { priority: 4 }),
    {
      iface: 'bond0',
      type: 'bond',
      ...manual,
      bond_mode: '802.3ad',
      bond_xmit_hash_policy: 'layer2+3',
      bond_miimon: '100',
      slaves: 'enp5s0 enp6s0',
      autostart: 1,
      active: 1,
      priority: 5,
    },
    mainBridge(node, 'bond0'),
    {
      iface: 'vmbr0.40',
      type: 'vlan',
      method: 'static',
      method6: 'manual',
      families: ['inet'],
      address: `10.25.40.${node.nodeid % 250}`,
      netmask: '24',
      cidr: `10.25.40.${node.nodeid % 250}/24`,
      'vlan-id': '40',
      'vlan-raw-device': 'vmbr0',
      autostart: 1,
      active: 1,
      priority: 8,
    },
    storageBridge('enp7s0', true),
  ];
}
