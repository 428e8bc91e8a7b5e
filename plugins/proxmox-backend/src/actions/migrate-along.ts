import type { RunResource } from '@reverb256/backstage-plugin-infra-common';
import type { Allows } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { haIdOf } from './follow-ha';
import { guestTitle, type GuestSubject } from './guest-target';
import type { MigrateFacts, Migrating } from './migrating';
import { block } from './obstacles';
import { listed } from './snapshot-target';

/** The guest of an HA resource, as `vm:101`; undefined of one that the portal has not read. */
export function guestOfSid(
  { guests }: Pick<ProxmoxInventory, 'guests'>,
  sid: string,
) {
  const [kind, vmid] = sid.split(':');
  return guests[`${kind === 'vm' ? 'qemu' : 'lxc'}/${vmid}`];
}

/** Whether somebody may move the guest of an HA resource too. */
export const mayMoveBy =
  (
    subject: GuestSubject,
    { nodes, guests }: Pick<ProxmoxInventory, 'nodes' | 'guests'>,
    allows: Allows<GuestSubject>,
  ): MigrateFacts['mayMove'] =>
  sid => {
    if (sid === haIdOf(subject.guest)) return true;
    const guest = guestOfSid({ guests }, sid);
    return allows(
      guest && {
        source: subject.source,
        guest,
        nodeOnline: nodes[guest.node]?.status === 'online',
      },
    );
  };

/** HA resources as somebody may be told of them: those of others have no names. Pure. */
export function toldOf(
  { mayMove }: MigrateFacts,
  sids: readonly string[],
  called: (sid: string) => string = sid => sid,
) {
  const theirs = sids.filter(mayMove);
  const rest = sids.length - theirs.length;
  return listed([
    ...theirs.map(called),
    ...(rest > 0
      ? [rest === 1 ? 'another guest' : `${rest} other guests`]
      : []),
  ]);
}

/** The HA resources that go with the guest. */
export const alongOf = (facts: MigrateFacts | undefined): string[] =>
  facts?.conditions?.dependentHaResources ?? [];

/** That guests would go along which the caller may not move. Pure. */
export function alongObstacles({ subject }: Migrating, facts: MigrateFacts) {
  const sids = alongOf(facts);
  if (sids.every(facts.mayMove)) return [];
  return [
    block(
      'not-allowed-along',
      `Rules of HA keep ${guestTitle(subject.guest)} together with ${toldOf(
        facts,
        sids,
      )}, and you may not move all of them. Ask somebody who may.`,
    ),
  ];
}

/** The guests that go along, as things that are changed too. Pure. */
export function movedAlong({
  subject: { source },
  facts,
}: Migrating): RunResource[] {
  if (!facts) return [];
  return alongOf(facts)
    .filter(facts.mayMove)
    .map(sid => {
      const guest = guestOfSid(facts.inventory, sid);
      return {
        type: 'proxmox-guest',
        id: `${source}/${guest?.id ?? sid}`,
        title: guest ? guestTitle(guest) : sid,
      };
    });
}
