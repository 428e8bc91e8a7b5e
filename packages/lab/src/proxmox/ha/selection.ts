import type { Affinity } from './affinity.ts';
import type { ServiceStatus } from './services.ts';

export interface Selection {
  sid: string;
  services: ReadonlyMap<string, ServiceStatus>;
  /** Nodes that are online and not in maintenance. */
  online: string[];
  affinity: Affinity;
}

/** Nodes that a service is on, or goes to. */
export function placesOf(status: ServiceStatus | undefined): string[] {
  if (!status) return [];
  return status.target ? [status.node, status.target] : [status.node];
}

/**
 * pve-ha-manager HA/Manager.pm select_service_node, without preference and
 * with the basic scheduler, which counts services; undefined where none will do.
 */
export function selectNode(selection: Selection): string | undefined {
  const { sid, services, online, affinity } = selection;
  const status = services.get(sid);
  if (!status) return undefined;
  const { node, maintenanceNode } = status;
  const { allowed, preferred } = affinity.nodesFor(sid, online);
  if (preferred.size === 0) return undefined;
  const { together, separate } = affinity.companions(sid);
  const taken = new Set(
    separate.flatMap(other => placesOf(services.get(other))),
  );
  if (!affinity.failsBack(sid) && allowed.has(node) && !taken.has(node)) {
    return node;
  }
  let candidates = [...preferred].filter(name => !taken.has(name));
  // Where those that it is with are, or go to.
  const withOthers = together.flatMap(other => {
    const other_ = services.get(other);
    return other_ ? [other_.target ?? other_.node] : [];
  });
  const joined = candidates.filter(name => withOthers.includes(name));
  if (joined.length > 0) candidates = joined;
  if (maintenanceNode && candidates.includes(maintenanceNode)) {
    return maintenanceNode;
  }
  if (candidates.includes(node)) return node;
  const load = (name: string) =>
    [...services.values()].filter(other => placesOf(other).includes(name))
      .length;
  return candidates.sort((a, b) => load(a) - load(b) || (a < b ? -1 : 1))[0];
}
