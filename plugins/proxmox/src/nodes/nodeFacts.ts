import type { Health } from '@reverb256/backstage-plugin-infra-common';
import { formatDuration } from '@reverb256/backstage-plugin-infra-react';
import type { NodeCertificate, NodeFacts } from './nodeRows';

/** A fact in words, with how good it is. */
export interface FactWords {
  health: Health;
  words: string;
}

const UNKNOWN: FactWords = { health: 'unknown', words: 'unknown' };

/** Less life than this left in an SSD is a reason to order one. */
const LITTLE_LIFE = 0.1;

/** In days, as the findings have it. */
const EXPIRES_SOON = { warning: 21, critical: 3 };
const DAY_SECONDS = 86_400;

/** The worst of a node's disks. What SMART does not tell is not `passed`: it is unknown. */
export function describeDisks(facts: NodeFacts | undefined): FactWords {
  if (facts?.failedDisks === undefined) return UNKNOWN;
  const { failedDisks, unknownDisks = [], lifeLeftFraction } = facts;
  if (failedDisks.length > 0) {
    return { health: 'critical', words: `${failedDisks.length} failed` };
  }
  const unknown =
    unknownDisks.length > 0 ? `${unknownDisks.length} unknown` : '';
  if (lifeLeftFraction !== undefined) {
    const percent = Math.floor(lifeLeftFraction * 100);
    const words = `${percent}% life left`;
    if (lifeLeftFraction < LITTLE_LIFE) return { health: 'warning', words };
    return unknown
      ? { health: 'unknown', words: `${words}, ${unknown}` }
      : { health: 'ok', words };
  }
  if (unknown) return { health: 'unknown', words: unknown };
  return { health: 'ok', words: 'none failed' };
}

/** Proxmox's words for a subscription; that there is none is a choice, not a fault. */
export function describeSubscription(status: string | undefined): FactWords {
  if (status === undefined) return UNKNOWN;
  if (status === 'active') return { health: 'ok', words: 'active' };
  if (status === 'notfound') return { health: 'ok', words: 'none' };
  return { health: 'warning', words: status };
}

/** How many updates wait. */
export function describeUpdates(facts: NodeFacts | undefined): FactWords {
  if (facts?.updates === undefined) return UNKNOWN;
  return {
    health: 'ok',
    words: facts.updates === 0 ? 'none' : String(facts.updates),
  };
}

/** When the certificate that a node shows ends. */
export function describeCertificate(
  certificate: Pick<NodeCertificate, 'notAfter'> | undefined,
  now: Date,
): FactWords {
  if (!certificate) return UNKNOWN;
  const seconds = (Date.parse(certificate.notAfter) - now.getTime()) / 1000;
  if (seconds <= 0) return { health: 'critical', words: 'has ended' };
  const days = Math.floor(seconds / DAY_SECONDS);
  const words =
    days > 0 ? `ends in ${days} d` : `ends in ${formatDuration(seconds)}`;
  if (days < EXPIRES_SOON.critical) return { health: 'critical', words };
  return { health: days < EXPIRES_SOON.warning ? 'warning' : 'ok', words };
}
