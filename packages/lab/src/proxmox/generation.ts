import type { Pve } from '../contract.ts';

/** What a node runs, by its generation of Proxmox VE. */
export interface Generation {
  pve: Pve;
  /** Of pve-manager. */
  release: string;
  kernel: string;
  /** What `uname -v` says. */
  build: string;
  qemu: string;
  machine: string;
}

export const GENERATIONS: Record<Pve, Generation> = {
  8: {
    pve: '8',
    release: '8.4.5',
    kernel: '6.8.12-12-pve',
    build: '#1 SMP PREEMPT_DYNAMIC PMX 6.8.12-12 (2025-06-30T14:00Z)',
    qemu: '9.2.0',
    machine: 'pc-q35-9.2+pve1',
  },
  9: {
    pve: '9',
    release: '9.2.3',
    kernel: '6.17.13-2-pve',
    build: '#1 SMP PREEMPT_DYNAMIC PMX 6.17.13-2 (2026-03-13T08:06Z)',
    qemu: '10.1.2',
    machine: 'pc-q35-10.1+pve0',
  },
};
