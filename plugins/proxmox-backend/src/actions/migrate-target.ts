import { guestTitle } from './guest-target';
import type { MigrateFacts, Migrating } from './migrating';
import { block, isManaged, warn } from './obstacles';

/** The nodes that it may go to, as a sentence; empty where that is not known or there are none. */
export function elsewhere({ subject, facts }: Migrating): string {
  const allowed = facts?.conditions?.allowedNodes ?? [];
  const nodes = allowed.filter(
    node =>
      node !== subject.guest.node &&
      facts?.inventory.nodes[node]?.status === 'online' &&
      facts.inventory.nodes[node].haState !== 'maintenance',
  );
  return nodes.length > 0 ? ` It may go to: ${nodes.join(', ')}.` : '';
}

/** What is wrong with the node that it is to go to. Pure. */
export function targetObstacles(situation: Migrating, facts: MigrateFacts) {
  const { input, subject } = situation;
  const title = guestTitle(subject.guest);
  const node = facts.inventory.nodes[input.target];
  if (input.target === subject.guest.node) {
    return [
      block(
        'same-node',
        `${title} is on node ${input.target} already.${elsewhere(situation)}`,
      ),
    ];
  }
  if (!node) {
    return [
      block(
        'no-such-node',
        `Cluster ${subject.source} has no node ${input.target}.${elsewhere(
          situation,
        )}`,
      ),
    ];
  }
  if (node.status !== 'online') {
    return [
      block(
        'target-offline',
        `Node ${
          input.target
        } is not online: nothing can be moved to it.${elsewhere(situation)}`,
      ),
    ];
  }
  if (node.haState !== 'maintenance') return [];
  return isManaged(situation)
    ? [
        block(
          'target-maintenance',
          `Node ${
            input.target
          } is in maintenance: the HA manager moves nothing to it.${elsewhere(
            situation,
          )}`,
        ),
      ]
    : [
        warn(
          'target-maintenance',
          `Node ${input.target} is in maintenance: whoever works on it may switch it off.`,
        ),
      ];
}
