import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiComputerLine } from '@remixicon/react';
import { GUEST_RESULT } from './guestResult';

/** Shows guests among the results of the portal's search. */
export const guestResultItem = SearchResultListItemBlueprint.make({
  name: 'guest',
  params: {
    predicate: ({ type }) => type === GUEST_RESULT,
    component: () => import('./GuestResultItem').then(m => m.GuestResultItem),
  },
});

/** Lets somebody search for guests alone. */
export const guestResultType = SearchFilterResultTypeBlueprint.make({
  name: 'guest',
  params: {
    value: GUEST_RESULT,
    name: 'Proxmox guests',
    icon: <RiComputerLine />,
  },
});
