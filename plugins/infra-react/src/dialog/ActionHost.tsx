import {
  createContext,
  useCallback,
  useContext,
  useState,
  type ReactNode,
} from 'react';
import { ActionDialog, type ActionDialogProps } from './ActionDialog';

/** What is opened: all that a dialog needs but the way to close it. @public */
export type ActionToOpen = Omit<ActionDialogProps, 'onClose'>;

type Open = (action: ActionToOpen) => void;

const HostContext = createContext<Open | undefined>(undefined);

/**
 * Holds the dialogs of the `ActionButton`s in it. It stands at the root of a page, above its data: an action may well
 * make its own button disappear, and its dialog shows the run to the end all the same. A host within another leaves the
 * dialogs to that one.
 *
 * @public
 */
export function ActionHost({ children }: { children: ReactNode }) {
  const outer = useContext(HostContext);
  if (outer) return <>{children}</>;
  return <OutermostHost>{children}</OutermostHost>;
}

function OutermostHost({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<ActionToOpen>();
  const open = useCallback((action: ActionToOpen) => setOpened(action), []);
  return (
    <HostContext.Provider value={open}>
      {children}
      {opened && (
        <ActionDialog {...opened} onClose={() => setOpened(undefined)} />
      )}
    </HostContext.Provider>
  );
}

/** Opens a dialog in the page's host; undefined where there is none. */
export const useActionHost = (): Open | undefined => useContext(HostContext);
