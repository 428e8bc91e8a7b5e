import { useEffect, useRef } from 'react';
import styles from './DataTable.module.css';

/** The browser's own box: hundreds of them cost nothing while one scrolls. */
export function Checkbox(props: {
  label: string;
  isSelected: boolean;
  /** Some are, and some are not. */
  isIndeterminate?: boolean;
  onChange: (isShift: boolean) => void;
}) {
  const { label, isSelected, isIndeterminate = false, onChange } = props;
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = isIndeterminate;
  }, [isIndeterminate]);
  return (
    <label className={styles.check}>
      <input
        ref={ref}
        type="checkbox"
        aria-label={label}
        checked={isSelected}
        onChange={event =>
          onChange(
            event.nativeEvent instanceof MouseEvent &&
              event.nativeEvent.shiftKey,
          )
        }
      />
    </label>
  );
}
