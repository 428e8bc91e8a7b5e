import { ButtonIcon, FieldLabel } from '@backstage/ui';
import { RiCloseLine, RiSearchLine } from '@remixicon/react';
import {
  useDeferredValue,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import styles from './QueryField.module.css';
import {
  suggest,
  type QueryKey,
  type QueryValue,
  type Suggestion,
} from './suggest';

/** @public */
export interface QueryFieldProps {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (query: string) => void;
  keys: readonly QueryKey[];
  /** The values that there are of a key. */
  valuesOf: (key: string) => readonly QueryValue[];
}

/**
 * A search with keys. What could come next is offered while one writes, and taken with the arrows and Enter; without
 * them everything written stays as it is.
 *
 * @public
 */
export function QueryField(props: QueryFieldProps) {
  const { label, placeholder, value, onChange, keys, valuesOf } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(-1);
  // What is written is seen at once; what could follow may take a moment, as it may mean counting thousands.
  const written = useMemo(() => ({ value, caret }), [value, caret]);
  const followed = useDeferredValue(written);
  const suggestions = useMemo(
    () =>
      isOpen ? suggest(followed.value, followed.caret, keys, valuesOf) : [],
    [isOpen, followed, keys, valuesOf],
  );
  const isShown = suggestions.length > 0;

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const open = () => {
    setCaret(input.current?.selectionStart ?? value.length);
    setActive(-1);
    setOpen(true);
  };
  const take = (suggestion: Suggestion) => {
    onChange(suggestion.query);
    setCaret(suggestion.caret);
    setActive(-1);
    // The new text is not in the field before it is rendered.
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(suggestion.caret, suggestion.caret);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const count = suggestions.length;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (!isShown) open();
      else {
        const step = key === 'ArrowDown' ? 1 : -1;
        // Between the last and the first there is what was written.
        setActive(((active + 1 + step + count + 1) % (count + 1)) - 1);
      }
    } else if (
      (key === 'Enter' || key === 'Tab') &&
      suggestions[active] &&
      followed === written
    ) {
      take(suggestions[active]);
    } else if (key === 'Enter') close();
    else if (key === 'Escape' && isShown) close();
    else if (key === 'Escape' && value !== '') {
      onChange('');
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.field}>
      <FieldLabel label={label} htmlFor={`${id}-input`} />
      <div className={styles.box}>
        <RiSearchLine aria-hidden size={16} className={styles.icon} />
        <input
          ref={input}
          id={`${id}-input`}
          className={styles.input}
          type="text"
          role="combobox"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={
            suggestions[active] ? `${id}-${active}` : undefined
          }
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={placeholder}
          value={value}
          onChange={event => {
            onChange(event.target.value);
            open();
          }}
          onClick={open}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
        {value !== '' && (
          <ButtonIcon
            icon={<RiCloseLine />}
            size="small"
            variant="tertiary"
            aria-label="Clear the search"
            onPress={() => onChange('')}
          />
        )}
      </div>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label="Suggestions"
        className={styles.list}
        hidden={!isShown}
      >
        {suggestions.map((suggestion, i) => (
          <Option
            key={suggestion.label}
            id={`${id}-${i}`}
            suggestion={suggestion}
            isActive={i === active}
            onTake={() => take(suggestion)}
          />
        ))}
      </ul>
    </div>
  );
}

function Option(props: {
  id: string;
  suggestion: Suggestion;
  isActive: boolean;
  onTake: () => void;
}) {
  const { id, suggestion, isActive, onTake } = props;
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      className={styles.option}
      // The field keeps the focus, or the list would be gone before the click.
      onMouseDown={(event: MouseEvent) => {
        event.preventDefault();
        onTake();
      }}
    >
      <span className={styles.what}>{suggestion.label}</span>
      <span className={styles.detail}>{suggestion.detail}</span>
    </li>
  );
}
