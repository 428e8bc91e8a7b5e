import { endpoints } from '../api/endpoints';
import { UnknownCallFailure } from '../api/unknown-call-failure';
import type { ContainerPaths } from './guest-calls';
import { ofContainer, ofVm, type MigrationConditions } from './migration';
import { PowerCalls } from './power-calls';
import type { ReadOptions } from './proxmox-client';
import type { GuestRef, MigrateParameters, TagRules } from './proxmox-operator';

/** The typed paths know Proxmox VE 8: this came with 9. */
type WithConditions = ContainerPaths & {
  migrate: { $get(): Promise<unknown> };
};

const tagsOf = (tags = '') => tags.split(/[;,\s]+/).filter(tag => tag !== '');

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
      // Not by its version: whether it can be asked is what it answers. What cannot be read is no such answer.
      if (error instanceof UnknownCallFailure) return undefined;
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
    const { digest, tags } = await this.either(
      guest,
      { vm: endpoints.vmTags, container: endpoints.containerTags },
      paths => paths.config.$get(),
      options,
    );
    return { digest, tags: tagsOf(tags) };
  }

  async snapshotTags(
    guest: GuestRef,
    snapshot: string,
    options?: ReadOptions,
  ): Promise<string[]> {
    const { tags } = await this.either(
      guest,
      {
        vm: endpoints.vmSnapshotTags,
        container: endpoints.containerSnapshotTags,
      },
      paths => paths.snapshot.$(snapshot).config.$get(),
      options,
    );
    return tagsOf(tags);
  }

  async tagRules(options?: ReadOptions): Promise<TagRules> {
    const answer = await this.engine.call(
      endpoints.tagOptions,
      api => api.cluster.options.$get(),
      options,
    );
    const { 'user-tag-access': access } = answer;
    return {
      free: access
        ? (access['user-allow'] ?? 'free') === 'free'
        : await this.isTold(options),
      allowed: answer['allowed-tags'] ?? [],
      registered: answer['registered-tags'] ?? [],
    };
  }

  /** What is not set is told by its absence, but only to whoever is told what is set: true, or unknown. */
  private async isTold(options?: ReadOptions): Promise<true | undefined> {
    const permissions = await this.engine.call(
      endpoints.accessPermissions,
      api => api.access.permissions.$get(),
      options,
    );
    return permissions['/']?.['Sys.Audit'] === undefined ? undefined : true;
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
