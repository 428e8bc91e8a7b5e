export { doubtsOf, type Doubt } from './doubtsOf';
export { EntityLink, entityRouteRef } from './EntityLink';
export { PolledView } from './PolledView';
export { UnknownParts } from './UnknownParts';
export { useMe } from './useMe';
