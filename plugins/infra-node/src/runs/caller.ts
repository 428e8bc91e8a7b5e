import type {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import type { Origin } from '@reverb256/backstage-plugin-infra-common';

/** Who asks for a change, and from where. */
export interface Caller {
  /** The entity ref of a person, or the subject of a machine. */
  actor: string;
  origin: Origin;
}

/** The Backstage plugins that act on behalf of people, and where people are then. */
const ORIGIN_BY_PLUGIN: Record<string, Origin> = {
  'plugin:scaffolder': 'template',
  'plugin:mcp-actions': 'assistant',
};

/** Reads from the credentials who asks: the person, also where a plugin asks on their behalf. */
export function callerOf(credentials: BackstageCredentials): Caller {
  const principal = credentials.principal as
    | BackstageUserPrincipal
    | BackstageServicePrincipal
    | { type: 'none' };
  if (principal.type === 'user') {
    const via = principal.actor?.subject;
    return {
      actor: principal.userEntityRef,
      origin: (via && ORIGIN_BY_PLUGIN[via]) || 'page',
    };
  }
  if (principal.type === 'service') {
    return { actor: principal.subject, origin: 'machine' };
  }
  throw new AuthenticationError('Nobody is signed in');
}
