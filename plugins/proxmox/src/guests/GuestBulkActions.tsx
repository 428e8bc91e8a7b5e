import { Button, Text } from '@backstage/ui';
import { bulkActions, MOST_AT_ONCE } from './bulkActions';
import { useGuestOperations } from './GuestOperations';
import type { GuestRow } from './guestRows';

/** What can be done with several guests at once; each button says for how many of them it makes sense. */
export function GuestBulkActions({ rows }: { rows: readonly GuestRow[] }) {
  const { open, inventoryOf } = useGuestOperations();
  if (rows.length > MOST_AT_ONCE) {
    return (
      <Text color="secondary">
        At most {MOST_AT_ONCE} at once: select fewer to act on them.
      </Text>
    );
  }
  const { actions, note } = bulkActions(rows, inventoryOf);
  return (
    <>
      {actions.map(({ request, label, form, isFormOptional, count }) => (
        <Button
          key={request.action}
          size="small"
          variant="secondary"
          isDisabled={count === 0}
          onPress={() => open({ request, label, form })}
        >
          {`${label} ${count}${form && !isFormOptional ? '…' : ''}`}
        </Button>
      ))}
      {note && <Text color="secondary">{note}</Text>}
    </>
  );
}
