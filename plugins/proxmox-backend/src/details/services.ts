import type { NodeServices } from '@reverb256/backstage-plugin-proxmox-common';
import type { ServiceRow } from '@reverb256/backstage-plugin-proxmox-node';
import { words } from './instant';

type Verdict = NodeServices[number]['verdict'];

/** Of what nobody means to run: that it does not is right. */
const NOT_MEANT =
  /^(disabled|masked|masked-runtime|static|indirect|not-found)$/;

/** Whether a service does what it is meant to. Pure. */
export function judgeService(row: ServiceRow): Verdict {
  const state = row.state ?? '';
  const active = row['active-state'] ?? '';
  const unit = row['unit-state'] ?? '';
  if (active === 'failed' || state === 'failed') return 'wrong';
  if (active === 'active' || (!active && /^(running|exited)$/.test(state))) {
    return 'right';
  }
  // On its way up or down: who looks again will know.
  if (active && active !== 'inactive') return 'unknown';
  if (active !== 'inactive' && state !== 'dead') return 'unknown';
  if (NOT_MEANT.test(unit)) return 'off';
  return /^(enabled|enabled-runtime|alias)$/.test(unit) ? 'wrong' : 'unknown';
}

/** The services of a node. */
export function toServices(rows: readonly ServiceRow[]): NodeServices {
  return rows.map(row => ({
    name: row.service,
    title: words(row.desc),
    state: words(row.state) ?? 'unknown',
    activeState: words(row['active-state']),
    unitState: words(row['unit-state']),
    verdict: judgeService(row),
  }));
}
