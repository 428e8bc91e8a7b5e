import {
  ButtonIcon,
  Menu,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { RiMore2Fill } from '@remixicon/react';
import { Fragment } from 'react';
import { guestActionGroups, guestActions } from './guestActions';
import { useGuestOperations } from './GuestOperations';
import type { GuestRow } from './guestRows';

/** What can be done with a guest as it is, or why nothing can; not there for whoever may do nothing. */
export function GuestMenu({ row }: { row: GuestRow }) {
  const { isOffered, start } = useGuestOperations();
  if (!isOffered) return null;
  const actions = guestActions(row);
  const groups = guestActionGroups
    .map(group => actions.filter(action => action.group === group))
    .filter(group => group.length > 0);
  return (
    <MenuTrigger>
      <ButtonIcon
        icon={<RiMore2Fill />}
        size="small"
        variant="tertiary"
        aria-label={`Actions for ${row.name}`}
      />
      <Menu placement="bottom end">
        {actions.length === 0 && (
          <MenuItem isDisabled>
            Nothing can be done: how it is now is not known
          </MenuItem>
        )}
        {groups.map(([first, ...others], i) => (
          <Fragment key={first.group}>
            {i > 0 && <MenuSeparator />}
            {[first, ...others].map(action => (
              <MenuItem
                key={action.action}
                color={action.group === 'destroy' ? 'danger' : 'primary'}
                onAction={() => start(row, action)}
              >
                {action.form && !action.isFormOptional
                  ? `${action.label}…`
                  : action.label}
              </MenuItem>
            ))}
          </Fragment>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
