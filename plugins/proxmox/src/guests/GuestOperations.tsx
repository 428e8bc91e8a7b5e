import { usePermission } from '@backstage/plugin-permission-react';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import {
  ActionDialog,
  RunDialog,
  useRuns,
  type ActionForm,
  type ActionRequest,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import {
  proxmoxOperatePermission,
  RESOURCE_TYPE_PROXMOX_GUEST,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import {
  createContext,
  useContext,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { requestOf, type GuestAction } from './guestActions';
import type { GuestRow } from './guestRows';
import { useEndedRuns } from './useEndedRuns';

/** What the rows of the table of guests can do, and what is being done to them. */
interface Operations {
  /** Whether the person is offered actions. The backend decides about each guest. */
  isOffered: boolean;
  /** The run in progress on a row, by its id. */
  runs: ReadonlyMap<string, Run>;
  /** Whether a run on a row has ended since the row was last read. */
  isOutdated: (row: GuestRow) => boolean;
  /** Opens the dialog of an action on a guest. */
  start: (row: GuestRow, action: GuestAction) => void;
  /** What is known of a cluster. */
  inventoryOf: (cluster: string) => ProxmoxInventory | undefined;
  /** Opens the dialog of any other action of the plugin. */
  open: (action: OpenAction) => void;
  watch: (run: Run) => void;
}

const OperationsContext = createContext<Operations>({
  isOffered: false,
  runs: new Map(),
  isOutdated: () => false,
  start: () => {},
  inventoryOf: () => undefined,
  open: () => {},
  watch: () => {},
});

/** An action with what its dialog says and asks. */
export interface OpenAction {
  request: ActionRequest;
  label: string;
  form?: ActionForm;
}

type Open = ({ type: 'action' } & OpenAction) | { type: 'run'; run: Run };

/**
 * Gives the actions on guests to what is in it, by `useGuestOperations`, and follows the runs.
 *
 * Rows come and go while somebody watches a run, so the dialogs are here and not in them.
 */
export function GuestOperations(props: {
  sources: readonly SourceSnapshot<ProxmoxInventory>[];
  children: ReactNode;
}) {
  const { sources, children } = props;
  const { allowed } = usePermission({ permission: proxmoxOperatePermission });
  const result = useRuns('proxmox');
  const { data } = result;
  const ended = useEndedRuns(result);
  const [open, setOpen] = useState<Open>();
  const operations = useMemo((): Operations => {
    const snapshotOf = (cluster: string) =>
      sources.find(({ snapshot }) => snapshot.source === cluster)?.snapshot;
    return {
      isOffered: allowed,
      runs: new Map(
        // The newest first: it is the one that is kept.
        [...(data ?? [])]
          .reverse()
          .filter(run => run.resource.type === RESOURCE_TYPE_PROXMOX_GUEST)
          .map(run => [run.resource.id, run]),
      ),
      isOutdated: row => {
        const endedAt = ended.get(row.id);
        const readAt = snapshotOf(row.cluster)?.collectedAt;
        return (
          endedAt !== undefined &&
          readAt !== undefined &&
          Date.parse(readAt) < Date.parse(endedAt)
        );
      },
      start: (row, action) =>
        setOpen({
          type: 'action',
          request: requestOf(row, action),
          label: action.label,
          form: action.form?.(row, snapshotOf(row.cluster)?.data),
        }),
      inventoryOf: cluster => snapshotOf(cluster)?.data,
      open: action => setOpen({ type: 'action', ...action }),
      watch: run => setOpen({ type: 'run', run }),
    };
  }, [allowed, data, ended, sources]);
  const close = () => setOpen(undefined);
  return (
    <OperationsContext.Provider value={operations}>
      {children}
      {open?.type === 'action' && (
        <ActionDialog
          {...open.request}
          label={open.label}
          form={open.form}
          onClose={close}
        />
      )}
      {open?.type === 'run' && <RunDialog run={open.run} onClose={close} />}
    </OperationsContext.Provider>
  );
}

export const useGuestOperations = () => useContext(OperationsContext);
