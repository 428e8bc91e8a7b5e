import {
  Button,
  MenuListBox,
  MenuListBoxItem,
  MenuTrigger,
} from '@backstage/ui';
import { RiLayoutColumnLine } from '@remixicon/react';
import type { ColumnChoice, DataColumn } from './DataColumn';

/** Stands for no choice; columns are named by words, so that none is called this. */
const AUTOMATIC = '*';

/** Lets a person choose the columns of a table, or leave them to the room that there is. */
export function ColumnMenu<T>(props: {
  columns: readonly DataColumn<T>[];
  shown: ReadonlySet<string>;
  choice: ColumnChoice;
  onChange: (choice: ColumnChoice) => void;
}) {
  const { columns, shown, choice, onChange } = props;
  const isAutomatic = Object.keys(choice).length === 0;
  const selected = [...shown, ...(isAutomatic ? [AUTOMATIC] : [])];
  const select = (keys: ReadonlySet<unknown>) => {
    if (keys.has(AUTOMATIC) && !isAutomatic) {
      onChange({});
      return;
    }
    const changed = columns.find(
      each => keys.has(each.id) !== shown.has(each.id),
    );
    if (changed) onChange({ ...choice, [changed.id]: keys.has(changed.id) });
  };
  return (
    <MenuTrigger>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiLayoutColumnLine aria-hidden />}
      >
        Columns
      </Button>
      <MenuListBox
        aria-label="Columns"
        placement="bottom end"
        selectionMode="multiple"
        // It closes the menu, and does not hide every column.
        escapeKeyBehavior="none"
        selectedKeys={selected}
        // The first one names the rows.
        disabledKeys={[columns[0].id]}
        onSelectionChange={keys => {
          if (keys !== 'all') select(keys);
        }}
      >
        {[
          <MenuListBoxItem key={AUTOMATIC} id={AUTOMATIC}>
            As many as fit
          </MenuListBoxItem>,
          ...columns.map(column => (
            <MenuListBoxItem key={column.id} id={column.id}>
              {column.label}
            </MenuListBoxItem>
          )),
        ]}
      </MenuListBox>
    </MenuTrigger>
  );
}
