import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMore2Fill } from '@remixicon/react';
import { guestActions } from './guestActions';
import { useGuestOperations } from './GuestOperations';
import type { GuestRow } from './guestRows';

/** What can be done with a guest as it is; nothing for whoever may do nothing. */
export function GuestMenu({ row }: { row: GuestRow }) {
  const { isOffered, start } = useGuestOperations();
  const actions = isOffered ? guestActions(row) : [];
  if (actions.length === 0) return null;
  return (
    <MenuTrigger>
      <ButtonIcon
        icon={<RiMore2Fill />}
        size="small"
        variant="tertiary"
        aria-label={`Actions for ${row.name}`}
      />
      <Menu>
        {actions.map(action => (
          <MenuItem key={action.action} onAction={() => start(row, action)}>
            {action.label}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
