import {
  auditEvents,
  type AuditRecord,
} from '@reverb256/backstage-plugin-infra-common';
import type { AuditSearch } from '../api';

/** What the audit trail is searched by, as it stands in the address. Days are of UTC. */
export const auditFilterKeys = [
  'actor',
  'resource',
  'action',
  'event',
  'from',
  'to',
] as const;

/** @internal */
export type AuditFilters = Record<(typeof auditFilterKeys)[number], string>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What is asked of the portal for what stands in the filters. */
export function auditSearchOf(filters: AuditFilters): AuditSearch {
  const { actor, resource, action, event, from, to } = filters;
  return {
    actor: actorRefOf(actor),
    resource: resource.trim() || undefined,
    action: action.trim() || undefined,
    event: auditEvents.find(each => each === event),
    from: DAY.test(from) ? `${from}T00:00:00.000Z` : undefined,
    to: DAY.test(to) ? `${to}T23:59:59.999Z` : undefined,
  };
}

/** People write a name; the trail has entity refs, and subjects of machines with a colon in them. */
function actorRefOf(actor: string): string | undefined {
  const name = actor.trim();
  if (name === '' || name.includes(':')) return name || undefined;
  return `user:${name.includes('/') ? name : `default/${name}`}`.toLowerCase();
}

/** What happened, as people say it. */
export const eventWords: Record<AuditRecord['event'], string> = {
  refused: 'Refused',
  accepted: 'Accepted',
  'cancel-requested': 'Cancel asked for',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  unknown: 'End unknown',
};
