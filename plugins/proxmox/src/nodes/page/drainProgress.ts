import type { Health } from '@reverb256/backstage-plugin-infra-common';
import { formatCount } from '@reverb256/backstage-plugin-infra-react';
import type { DrainPlan } from '@reverb256/backstage-plugin-proxmox-common';

/** How far the draining of a node is, in words. */
export interface DrainProgress {
  health: Health;
  word: string;
  sentence: string;
}

/** @param isOld - whether the plan is made from what was last known: then nothing is said to be done */
export function drainProgress(plan: DrainPlan, isOld: boolean): DrainProgress {
  const { phase, node, moves, stuck, byHand } = plan;
  const all = moves.length + stuck.length + byHand.length;
  const seen = plan.areGuestsKnown ? '' : ' that you see';
  if (isOld) {
    return {
      health: 'unknown',
      word: 'last known',
      sentence: `How far ${node} is now is not known: nothing newer comes from its cluster.`,
    };
  }
  if (phase === 'unknown') {
    return {
      health: 'unknown',
      word: 'unknown',
      sentence: `What the HA manager makes of ${node} is not known. ${formatCount(
        all,
        'guest',
      )} of those known ${all === 1 ? 'runs' : 'run'} here.`,
    };
  }
  if (phase === 'ready') {
    return {
      health: 'ok',
      word: 'not in maintenance',
      sentence:
        all === 0
          ? `Nothing${seen} runs here.`
          : `${formatCount(all, 'guest')}${seen} would have to leave: ${
              moves.length
            } by the HA manager, ${stuck.length + byHand.length} by hand.`,
    };
  }
  if (phase === 'drained') {
    return {
      health: 'ok',
      word: 'drained',
      sentence: `${node} is in maintenance, and nothing runs on it.`,
    };
  }
  if (phase === 'unseen') {
    return {
      health: 'unknown',
      word: 'unknown',
      sentence: `${node} is in maintenance, and nothing that you see runs on it. Whether others do is not known.`,
    };
  }
  return {
    health: 'warning',
    word: 'draining',
    sentence: `${formatCount(all, 'guest')}${seen} left: ${
      moves.length
    } for the HA manager, ${stuck.length + byHand.length} by hand.`,
  };
}
