import { endpoints } from '../api/endpoints';
import { GuestCalls } from './guest-calls';
import type { ReadOptions } from './proxmox-client';
import type { GuestRef } from './proxmox-operator';

/** The typed paths are of a time before this parameter. */
interface Stop {
  $post(parameters: { 'overrule-shutdown'?: boolean }): Promise<unknown>;
}

/** What switches a guest's power. */
export class PowerCalls extends GuestCalls {
  startGuest(guest: GuestRef, options?: ReadOptions) {
    return this.either(
      guest,
      { vm: endpoints.startVm, container: endpoints.startContainer },
      paths => paths.status.start.$post(),
      options,
    );
  }

  shutDownGuest(
    guest: GuestRef,
    { timeoutSeconds: timeout }: { timeoutSeconds: number },
    options?: ReadOptions,
  ) {
    return this.either(
      guest,
      { vm: endpoints.shutDownVm, container: endpoints.shutDownContainer },
      paths => paths.status.shutdown.$post({ timeout }),
      options,
    );
  }

  stopGuest(
    guest: GuestRef,
    { endShutdowns }: { endShutdowns: boolean },
    options?: ReadOptions,
  ) {
    return this.either(
      guest,
      { vm: endpoints.stopVm, container: endpoints.stopContainer },
      paths =>
        (paths.status.stop as Stop).$post(
          endShutdowns ? { 'overrule-shutdown': true } : {},
        ),
      options,
    );
  }

  rebootGuest(
    guest: GuestRef,
    { timeoutSeconds: timeout }: { timeoutSeconds: number },
    options?: ReadOptions,
  ) {
    return this.either(
      guest,
      { vm: endpoints.rebootVm, container: endpoints.rebootContainer },
      paths => paths.status.reboot.$post({ timeout }),
      options,
    );
  }

  suspendVm(
    guest: GuestRef,
    { toDisk }: { toDisk: boolean },
    options?: ReadOptions,
  ) {
    return this.vm(
      guest,
      endpoints.suspendVm,
      paths => paths.status.suspend.$post(toDisk ? { todisk: true } : {}),
      options,
    );
  }

  resumeVm(guest: GuestRef, options?: ReadOptions) {
    return this.vm(
      guest,
      endpoints.resumeVm,
      paths => paths.status.resume.$post(),
      options,
    );
  }
}
