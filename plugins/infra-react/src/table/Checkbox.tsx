import { useEffect, useId, useRef } from 'react';
import styles from './DataTable.module.css';

/** The browser's own box: hundreds of them cost nothing while one scrolls. */
export function Checkbox(props: {
  label: string;
  /** The element that says what it is a box of, after the label. */
  subjectId?: string;
  isSelected: boolean;
  /** Some are, and some are not. */
  isIndeterminate?: boolean;
  onChange: (isShift: boolean) => void;
}) {
  const {
    label,
    subjectId,
    isSelected,
    isIndeterminate = false,
    onChange,
  } = props;
  const id = useId();
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = isIndeterminate;
  }, [isIndeterminate]);
  return (
    <label className={styles.check}>
      <input
        ref={ref}
        type="checkbox"
        id={id}
        aria-label={label}
        aria-labelledby={subjectId && `${id} ${subjectId}`}
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
