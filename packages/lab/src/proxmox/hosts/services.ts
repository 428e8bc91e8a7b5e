import type { Cluster } from '../cluster.ts';
import type { ServiceState } from './host-state.ts';

/** pve-manager API2/Services.pm, with systemd's descriptions. */
const SERVICES: Record<string, string> = {
  chrony: 'chrony, an NTP client/server',
  corosync: 'Corosync Cluster Engine',
  cron: 'Regular background program processing daemon',
  ksmtuned: 'Kernel Samepage Merging (KSM) Tuning Daemon',
  lxcfs: 'FUSE filesystem for LXC',
  postfix: 'Postfix Mail Transport Agent (main/default instance)',
  'proxmox-firewall': 'Proxmox nftables firewall',
  'pve-cluster': 'The Proxmox VE cluster filesystem',
  'pve-firewall': 'Proxmox VE firewall',
  'pve-ha-crm': 'PVE Cluster HA Resource Manager Daemon',
  'pve-ha-lrm': 'PVE Local HA Resource Manager Daemon',
  'pve-lxc-syscalld': 'Proxmox VE LXC Syscall Daemon',
  pvedaemon: 'PVE API Daemon',
  'pvefw-logger': 'Proxmox VE firewall logger',
  pveproxy: 'PVE API Proxy Server',
  pvescheduler: 'Proxmox VE scheduler',
  pvestatd: 'PVE Status Daemon',
  qmeventd: 'PVE Qemu Event Daemon',
  spiceproxy: 'PVE SPICE Proxy Server',
  sshd: 'OpenBSD Secure Shell server',
  syslog: 'System Logging Service',
  'systemd-journald': 'Journal Service',
  'systemd-timesyncd': 'Network Time Synchronization',
};

/** What a node has not installed, or has switched off. */
const ELSEWHERE: Record<string, string[]> = {
  'not-found': ['syslog', 'systemd-timesyncd'],
  disabled: ['proxmox-firewall'],
};

/** Services that fail from the seed on, by node. */
const FAILED: Record<string, string> = { closet: 'postfix' };

function stateOf(state: ServiceState | undefined, unit: string) {
  if (unit !== 'enabled' || state === 'stopped') {
    return { state: 'dead', 'active-state': 'inactive' };
  }
  if (state === 'failed') return { state: 'failed', 'active-state': 'failed' };
  return { state: 'running', 'active-state': 'active' };
}

/** The name is one of those that the API lists. */
export function isService(service: string): boolean {
  return service in SERVICES;
}

/** The services of a node in the order of their names. */
export function servicesOf({ hosts }: Cluster, node: string): object[] {
  return Object.entries(SERVICES)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, desc]) => {
      const unit =
        Object.keys(ELSEWHERE).find(name =>
          ELSEWHERE[name].includes(service),
        ) ?? 'enabled';
      const seeded = FAILED[node] === service ? 'failed' : undefined;
      const state = hosts.services.get(`${node}/${service}`) ?? seeded;
      return {
        service,
        name: service,
        desc,
        ...stateOf(state, unit),
        'unit-state': unit,
      };
    });
}
