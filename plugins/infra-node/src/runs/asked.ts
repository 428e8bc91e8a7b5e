import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { ActionSubject, Allows, AnyAction } from '../actions/action';
import type { Caller } from './caller';

/** One request for a change, looked at. */
export interface Asked {
  action: AnyAction;
  input: Record<string, unknown>;
  caller: Caller;
  found: ActionSubject<never>;
  /** On this thing. */
  allowed: boolean;
  /** What the policy said, by which `allowed` was decided; kept with the run. */
  decision?: PolicyDecision;
  /** On other things, which are changed along; none if not given. */
  allows?: Allows<never>;
  /** On anything; or on this thing, which the caller may not even know of. */
  denied?: boolean;
  /** Why not, where there is more to say than that the permission is missing. */
  refusal?: string;
}

/** Whether a decision about an action allows it on a thing. */
export const allowedBy =
  (action: AnyAction, decision: PolicyDecision): Allows<never> =>
  other =>
    decision.result === AuthorizeResult.ALLOW ||
    (decision.result === AuthorizeResult.CONDITIONAL &&
      other !== undefined &&
      (action.isAllowed?.(decision, other) ?? false));

/** What a request that could not even be looked at was about. */
export const UNKNOWN_RESOURCE = {
  type: 'unknown',
  id: 'unknown',
  title: 'something unknown',
};

/** What somebody is told who may not. */
export const notAllowed = ({ action, refusal }: Asked): string =>
  `'${action.title}' needs the permission ${
    action.permission.name
  }, which you do not have here. ${
    refusal ? `${refusal} ` : ''
  }Ask an administrator of the portal for a role that includes it.`;
