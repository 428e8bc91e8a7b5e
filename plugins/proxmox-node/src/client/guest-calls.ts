import type { Proxmox } from 'proxmox-api';
import { endpoints, type Endpoint } from '../api/endpoints';
import type { ApiEngine } from './api-engine';
import type { ReadOptions } from './proxmox-client';
import type { GuestRef } from './proxmox-operator';

type Node = ReturnType<Proxmox.Api['nodes']['$']>;
/** The typed paths of one virtual machine. */
export type VmPaths = ReturnType<Node['qemu']['$']>;
/** The typed paths of one container. */
export type ContainerPaths = ReturnType<Node['lxc']['$']>;

/** The same asked of a virtual machine and of a container. */
interface Pair<T> {
  vm: Endpoint<T>;
  container: Endpoint<T>;
}

/** What both kinds of guests answer alike. */
export class GuestCalls {
  protected readonly engine: ApiEngine;

  constructor(engine: ApiEngine) {
    this.engine = engine;
  }

  guestStatus(guest: GuestRef, options?: ReadOptions) {
    return guest.type === 'qemu'
      ? this.vm(
          guest,
          endpoints.vmStatus,
          paths => paths.status.current.$get(),
          options,
        )
      : this.container(
          guest,
          endpoints.containerStatus,
          paths => paths.status.current.$get(),
          options,
        );
  }

  /** Calls a method of one virtual machine. */
  protected vm<T>(
    { node, vmid }: GuestRef,
    endpoint: Endpoint<T>,
    call: (paths: VmPaths) => Promise<unknown>,
    options?: ReadOptions,
  ): Promise<T> {
    return this.engine.call(
      endpoint,
      api => call(api.nodes.$(node).qemu.$(Number(vmid))),
      options,
    );
  }

  /** Calls a method of one container. */
  protected container<T>(
    { node, vmid }: GuestRef,
    endpoint: Endpoint<T>,
    call: (paths: ContainerPaths) => Promise<unknown>,
    options?: ReadOptions,
  ): Promise<T> {
    return this.engine.call(
      endpoint,
      api => call(api.nodes.$(node).lxc.$(Number(vmid))),
      options,
    );
  }

  /** Calls a method that both kinds of guests have alike. */
  protected either<T>(
    guest: GuestRef,
    { vm, container }: Pair<T>,
    call: (paths: VmPaths | ContainerPaths) => Promise<unknown>,
    options?: ReadOptions,
  ): Promise<T> {
    return guest.type === 'qemu'
      ? this.vm(guest, vm, call, options)
      : this.container(guest, container, call, options);
  }
}
