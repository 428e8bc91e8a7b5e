import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import { endpoints } from '../api/endpoints';
import type { ContainerPaths } from './guest-calls';
import { ofContainer, ofVm, type MigrationConditions } from './migration';
import { PowerCalls } from './power-calls';
import type { ReadOptions } from './proxmox-client';
import type { GuestRef, MigrateParameters, TagRules } from './proxmox-operator';

/** The typed paths know Proxmox VE 8: this came with 9. */
type WithConditions = ContainerPaths & {
  migrate: { $get(): Promise<unknown> };
};

/** What changes a guest besides its power. */
export class ChangeCalls extends PowerCalls {
  async migrationConditions(
    guest: GuestRef,
    options?: ReadOptions,
  ): Promise<MigrationConditions | undefined> {
    if (guest.type === 'qemu') {
      return ofVm(
        await this.vm(
          guest,
          endpoints.vmMigration,
          paths => paths.migrate.$get(),
          options,
        ),
      );
    }
    try {
      return ofContainer(
        await this.container(
          guest,
          endpoints.containerMigration,
          paths => (paths as WithConditions).migrate.$get(),
          options,
        ),
      );
    } catch (error) {
      // Not by its version: whether it can be asked is what it answers.
      if (SourceFailure.from(error).kind === 'invalid') return undefined;
      throw error;
    }
  }

  migrateGuest(
    guest: GuestRef,
    { target, withLocalDisks, targetStorage }: MigrateParameters,
    options?: ReadOptions,
  ) {
    return guest.type === 'qemu'
      ? this.vm(
          guest,
          endpoints.migrateVm,
          paths =>
            paths.migrate.$post({
              target,
              // Ignored of one that is stopped.
              online: true,
              ...(withLocalDisks && { 'with-local-disks': true }),
              ...(targetStorage && { targetstorage: targetStorage }),
            }),
          options,
        )
      : this.container(
          guest,
          endpoints.migrateContainer,
          paths =>
            paths.migrate.$post({
              target,
              restart: true,
              ...(targetStorage && { 'target-storage': targetStorage }),
            }),
          options,
        );
  }

  snapshots(guest: GuestRef, options?: ReadOptions) {
    return guest.type === 'qemu'
      ? this.vm(
          guest,
          endpoints.vmSnapshots,
          paths => paths.snapshot.$get(),
          options,
        )
      : this.container(
          guest,
          endpoints.containerSnapshots,
          paths => paths.snapshot.$get(),
          options,
        );
  }

  async canSnapshot(guest: GuestRef, options?: ReadOptions): Promise<boolean> {
    const { hasFeature } = await this.either(
      guest,
      { vm: endpoints.vmFeature, container: endpoints.containerFeature },
      paths => paths.feature.$get({ feature: 'snapshot' }),
      options,
    );
    return hasFeature;
  }

  takeSnapshot(
    guest: GuestRef,
    snapshot: { name: string; description?: string; withMemory: boolean },
    options?: ReadOptions,
  ) {
    const { name: snapname, description, withMemory } = snapshot;
    const about = { snapname, ...(description && { description }) };
    return guest.type === 'qemu'
      ? this.vm(
          guest,
          endpoints.snapshotVm,
          paths =>
            paths.snapshot.$post({
              ...about,
              ...(withMemory && { vmstate: true }),
            }),
          options,
        )
      : this.container(
          guest,
          endpoints.snapshotContainer,
          paths => paths.snapshot.$post(about),
          options,
        );
  }

  rollBack(
    guest: GuestRef,
    { snapshot, start }: { snapshot: string; start: boolean },
    options?: ReadOptions,
  ) {
    return this.either(
      guest,
      { vm: endpoints.rollBackVm, container: endpoints.rollBackContainer },
      paths =>
        paths.snapshot.$(snapshot).rollback.$post(start ? { start: true } : {}),
      options,
    );
  }

  deleteSnapshot(guest: GuestRef, snapshot: string, options?: ReadOptions) {
    return this.either(
      guest,
      {
        vm: endpoints.deleteVmSnapshot,
        container: endpoints.deleteContainerSnapshot,
      },
      paths => paths.snapshot.$(snapshot).$delete(),
      options,
    );
  }

  async tags(guest: GuestRef, options?: ReadOptions) {
    const { digest, tags = '' } = await this.either(
      guest,
      { vm: endpoints.vmTags, container: endpoints.containerTags },
      paths => paths.config.$get(),
      options,
    );
    return { digest, tags: tags.split(/[;,\s]+/).filter(tag => tag !== '') };
  }

  async tagRules(options?: ReadOptions): Promise<TagRules> {
    const answer = await this.engine.call(
      endpoints.tagOptions,
      api => api.cluster.options.$get(),
      options,
    );
    const access = answer['user-tag-access']?.['user-allow'] ?? 'free';
    return {
      free: access === 'free',
      allowed: answer['allowed-tags'] ?? [],
      registered: answer['registered-tags'] ?? [],
    };
  }

  async setTags(
    guest: GuestRef,
    { tags, digest }: { tags: string[]; digest: string },
    options?: ReadOptions,
  ) {
    const change =
      tags.length > 0 ? { tags: tags.join(';') } : { delete: 'tags' };
    await this.either(
      guest,
      { vm: endpoints.setVmTags, container: endpoints.setContainerTags },
      paths => paths.config.$put({ ...change, digest }),
      options,
    );
  }
}
