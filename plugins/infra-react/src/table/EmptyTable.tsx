import { Button, Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './DataTable.module.css';

/** Says why a table has no rows: there are none, none may be seen, or the filter leaves none. */
export function EmptyTable(props: {
  noun: string;
  /** Whether there are some, and the filter leaves none. */
  isFiltered: boolean;
  /** Whether there may be others, which the filter might leave. */
  isPartial?: boolean;
  onClear: (() => void) | undefined;
  /** Why there are none at all. */
  children: ReactNode;
}) {
  const { noun, isFiltered, isPartial, onClear, children } = props;
  if (!isFiltered) return <div className={styles.empty}>{children}</div>;
  return (
    <div className={styles.empty}>
      <Flex direction="column" align="start" gap="2">
        <Text>
          {isPartial
            ? `None of the ${noun}s that could be read so far matches the search and the filters.`
            : `No ${noun}s match the search and the filters.`}
        </Text>
        {onClear && (
          <Button variant="secondary" onPress={onClear}>
            Clear all filters
          </Button>
        )}
      </Flex>
    </div>
  );
}
