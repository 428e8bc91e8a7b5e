import { Button, Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';

interface EmptyTableProps {
  /** What there are none of: `guests`. */
  things: string;
  /** Whether there are some, and the filters leave none. */
  isFiltered: boolean;
  onClear: () => void;
  /** Why there are none at all. */
  children: ReactNode;
}

/** Says why a table has no rows: nothing there, nothing allowed, or nothing left by the filters. */
export function EmptyTable(props: EmptyTableProps) {
  if (!props.isFiltered) return <>{props.children}</>;
  return (
    <Flex direction="column" align="start" gap="2">
      <Text>No {props.things} match the search and the filters.</Text>
      <Button variant="secondary" onPress={props.onClear}>
        Clear all filters
      </Button>
    </Flex>
  );
}
