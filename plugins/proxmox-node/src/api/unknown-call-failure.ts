import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';

/** A cluster does not have the method that was called: its version of Proxmox VE is older, or newer (501). */
export class UnknownCallFailure extends SourceFailure {
  constructor(message: string) {
    super('invalid', message);
  }
}
