import type { Entity } from '@backstage/catalog-model';
import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import {
  type ProxmoxInventory,
  type ProxmoxPrivileges,
} from '@reverb256/backstage-plugin-proxmox-common';
import { isDeepStrictEqual } from 'node:util';

/** What is told to the catalog. */
export interface Delta {
  added: Entity[];
  removed: string[];
  /** How many are missing, and are not sure to be gone. */
  unsure: number;
}

/**
 * Whether a snapshot may show less than there is: it is old, or a part of it was not read. What is missing from such a one
 * may be there.
 */
export const isPartial = ({ error, gaps }: Snapshot<ProxmoxInventory>) =>
  error !== undefined || gaps.some(gap => /^(guests|nodes)/.test(gap.path));

/**
 * Since when it is known that the token sees every guest: Proxmox leaves out what a token may not see, without a word, so
 * a guest is gone only when the token was asked after it went missing.
 *
 * @returns the time of that answer in ms; undefined where it sees only some, or nobody knows
 */
export function seesAllAt(
  privileges: Snapshot<ProxmoxPrivileges> | undefined,
): number | undefined {
  const read = privileges?.data?.tokens.read;
  if (!read || privileges?.error || !privileges?.collectedAt) return undefined;
  const limited = [
    ...read.missing,
    ...(read.limitedTo ?? []),
    ...(read.exceptOn ?? []),
  ].some(entry => entry.startsWith('VM.Audit'));
  return limited ? undefined : Date.parse(privileges.collectedAt);
}

/**
 * Which entities of a cluster the catalog has, and what is to be told to it. Keeps no more than what was told; what is
 * missing is taken away only when it is sure that it is gone.
 */
export class Reconciliation {
  #applied = new Map<string, Entity>();
  /** When what is in the catalog and not in the cluster was first missed, in ms. */
  readonly #missing = new Map<string, number>();

  /**
   * The difference to what the catalog has.
   *
   * @param goneBefore - what was missing at this time, in ms, is sure to be gone; undefined while nothing is
   */
  delta(
    desired: ReadonlyMap<string, Entity>,
    readAt: number,
    goneBefore: number | undefined,
  ): Delta {
    const added = [...desired]
      .filter(([ref, entity]) => {
        const known = this.#applied.get(ref);
        return !known || !isDeepStrictEqual(known, entity);
      })
      .map(([, entity]) => entity);
    for (const ref of this.#missing.keys()) {
      if (desired.has(ref)) this.#missing.delete(ref);
    }
    const removed: string[] = [];
    let unsure = 0;
    for (const ref of this.#applied.keys()) {
      if (desired.has(ref)) continue;
      const since = this.#missing.get(ref) ?? readAt;
      this.#missing.set(ref, since);
      if (goneBefore !== undefined && since < goneBefore) removed.push(ref);
      else unsure++;
    }
    return { added, removed, unsure };
  }

  /** Notes that the catalog was told. */
  applied(desired: ReadonlyMap<string, Entity>, { removed }: Delta): void {
    const next = new Map(this.#applied);
    for (const [ref, entity] of desired) next.set(ref, entity);
    for (const ref of removed) {
      next.delete(ref);
      this.#missing.delete(ref);
    }
    this.#applied = next;
  }
}
