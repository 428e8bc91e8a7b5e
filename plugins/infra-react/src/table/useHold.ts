import { useMemo, useState, type FocusEvent } from 'react';

/** What an element is given so that it is known whether somebody is at it. */
export interface HoldProps {
  onPointerEnter: () => void;
  onPointerLeave: () => void;
  onFocus: () => void;
  onBlur: (event: FocusEvent<Element>) => void;
}

/** Whether the pointer or the focus is in an element, of which it takes the props. */
export function useHold(): [boolean, HoldProps] {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const props = useMemo(
    (): HoldProps => ({
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setFocused(false);
      },
    }),
    [],
  );
  return [isPointed || isFocused, props];
}
