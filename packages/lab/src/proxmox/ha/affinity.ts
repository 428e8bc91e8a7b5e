import type { HaRule } from '../ha-rules.ts';
import type { Inventory } from '../model.ts';

/** Where a service may be, and where it would rather be, of the nodes that are there. */
interface NodeChoice {
  allowed: Set<string>;
  preferred: Set<string>;
}

/** What moves with a service, and what it must not be with. */
export interface Companions {
  together: string[];
  separate: string[];
}

/** HA rules, and the groups of version 8, which say where services may be. */
export class Affinity {
  readonly #inventory: Inventory;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  #rules(type: HaRule['type']): HaRule[] {
    const rules = this.#inventory.haRules ?? [];
    return rules.filter(rule => rule.type === type && !rule.disable);
  }

  /** A service's nodes (`node:priority`), by its rule or its group. */
  #preference(sid: string): { nodes: string[]; strict: boolean } | undefined {
    const rule = this.#rules('node-affinity').find(({ resources }) =>
      resources.includes(sid),
    );
    if (rule) return { nodes: rule.nodes ?? [], strict: rule.strict ?? false };
    const { ha, haGroups } = this.#inventory;
    const name = ha.find(resource => resource.sid === sid)?.group;
    const group = haGroups?.find(candidate => candidate.group === name);
    return group && { nodes: group.nodes, strict: group.restricted };
  }

  /** Of version 8 the group says it, of 9 the resource. */
  failsBack(sid: string): boolean {
    const { ha, haGroups } = this.#inventory;
    const resource = ha.find(candidate => candidate.sid === sid);
    if (!haGroups) return resource?.failback ?? true;
    const group = haGroups.find(({ group: name }) => name === resource?.group);
    return !group?.nofailback;
  }

  /** HA/Rules/NodeAffinity.pm get_node_affinity. */
  nodesFor(sid: string, online: string[]): NodeChoice {
    const preference = this.#preference(sid);
    if (!preference) {
      return { allowed: new Set(online), preferred: new Set(online) };
    }
    const priorities = new Map(
      preference.nodes.map(entry => {
        const [node, priority = '0'] = entry.split(':');
        return [node, Number(priority)];
      }),
    );
    const allowed = online.filter(
      node => priorities.has(node) || !preference.strict,
    );
    const priorityOf = (node: string) => priorities.get(node) ?? -1;
    const highest = Math.max(...allowed.map(priorityOf));
    return {
      allowed: new Set(allowed),
      preferred: new Set(allowed.filter(node => priorityOf(node) === highest)),
    };
  }

  /** HA/Rules/ResourceAffinity.pm get_affinitive_resources; those together keep apart from the same. */
  companions(sid: string): Companions {
    const rules = this.#rules('resource-affinity');
    const with_ = new Set([sid]);
    for (let size = 0; size !== with_.size; ) {
      size = with_.size;
      for (const { affinity, resources } of rules) {
        const isShared = resources.some(resource => with_.has(resource));
        if (affinity !== 'positive' || !isShared) continue;
        resources.forEach(resource => with_.add(resource));
      }
    }
    const separate = new Set<string>();
    for (const { affinity, resources } of rules) {
      const isOurs = resources.some(resource => with_.has(resource));
      if (affinity !== 'negative' || !isOurs) continue;
      resources
        .filter(resource => !with_.has(resource))
        .forEach(resource => separate.add(resource));
    }
    with_.delete(sid);
    return { together: [...with_].sort(), separate: [...separate].sort() };
  }
}
