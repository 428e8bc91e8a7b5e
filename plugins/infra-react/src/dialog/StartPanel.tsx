import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  DialogBody,
  DialogFooter,
  Skeleton,
  VisuallyHidden,
} from '@backstage/ui';
import type { Preflight, Run } from '@reverb256/backstage-plugin-infra-common';
import { useId, useState, type ReactNode } from 'react';
import { actionsApiRef, type ActionRequest } from '../actions';
import {
  portalProblemOf,
  type PolledResult,
  type PortalProblem,
} from '../client';
import { describePortalProblem, SnapshotStatus } from '../components';
import { formatCount } from '../format';
import styles from './ActionDialog.module.css';
import { describeStartProblem } from './describeStartProblem';
import { PreflightView } from './PreflightView';
import { useConsent } from './useConsent';
import { useTellFailure } from './useTellFailure';

interface StartPanelProps {
  /** What it is called: `Shut down guest web`. */
  title: string;
  request: ActionRequest;
  /** What the button says. */
  label: string;
  /** The fields of what it needs to be told. */
  form: ReactNode;
  /** Why it cannot be looked at yet. */
  lacking: string | undefined;
  preflight: PolledResult<Preflight>;
  onRefresh: () => void;
  /** A run to show: the one that was started, or one of somebody else's. */
  onRun: (run: Run) => void;
  onClose: () => void;
}

/** The body and the foot of the dialog before an action is started. */
export function StartPanel(props: StartPanelProps) {
  const { title, request, label, lacking, preflight } = props;
  const { onRefresh, onRun, onClose } = props;
  const { data, problem } = preflight;
  const api = useApi(actionsApiRef);
  const reasonId = useId();
  const consent = useConsent(JSON.stringify(request), data);
  const tellFailure = useTellFailure();
  const [isStarting, setStarting] = useState(false);
  const [failure, setFailure] = useState<PortalProblem>();

  const start = async () => {
    setStarting(true);
    setFailure(undefined);
    try {
      onRun(await api.start(request));
    } catch (error) {
      const found = portalProblemOf(error, new Date().toISOString());
      if (tellFailure(title, found)) return;
      setFailure(found);
      setStarting(false);
      onRefresh();
    }
  };

  const reason = lacking ?? whyNot(preflight) ?? consent.lacking;
  const mayTry = data?.allowed !== false && problem?.kind !== 'not-allowed';
  const foot = isStarting
    ? 'It has been sent. Closing this does not take it back.'
    : mayTry && reason;
  return (
    <>
      <DialogBody>
        <div className={styles.body}>
          {failure && <SnapshotStatus notice={describeStartProblem(failure)} />}
          {problem && (
            <SnapshotStatus
              notice={describePortalProblem(problem, 'this action')}
            />
          )}
          {props.form}
          {!data && !problem && !lacking && (
            <>
              <VisuallyHidden role="status">
                Looking at what stands in the way
              </VisuallyHidden>
              <Skeleton width="100%" height={96} />
            </>
          )}
          {data && (
            <>
              <VisuallyHidden role="status">{summaryOf(data)}</VisuallyHidden>
              {!data.allowed && <NotAllowed preflight={data} />}
              <PreflightView preflight={data} onWatch={onRun} />
              {mayTry && consent.fields}
            </>
          )}
        </div>
      </DialogBody>
      <DialogFooter className={styles.foot}>
        {foot && (
          <span id={reasonId} className={styles.reason}>
            {foot}
          </span>
        )}
        <Button variant="secondary" onPress={onClose}>
          {mayTry && !isStarting ? 'Do nothing' : 'Close'}
        </Button>
        {mayTry && (
          <Button
            variant="primary"
            destructive={data?.destructive}
            isDisabled={reason !== undefined}
            isPending={isStarting}
            aria-describedby={foot ? reasonId : undefined}
            onPress={() => void start()}
          >
            {label}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

function NotAllowed({ preflight }: { preflight: Preflight }) {
  return (
    <Alert
      status="danger"
      icon
      title="You may not do this"
      description={
        <>
          It takes the permission <code>{preflight.permission}</code>. Ask an
          administrator of the portal for it.
        </>
      }
    />
  );
}

function whyNot({
  data,
  problem,
}: PolledResult<Preflight>): string | undefined {
  if (!data) return problem ? 'It is not known what it would do.' : 'Looking…';
  if (problem) return 'What stands in the way is not known to be still true.';
  const blocks = data.obstacles.filter(each => each.severity === 'block');
  return blocks.length > 0 ? 'It would fail as things are.' : undefined;
}

function summaryOf({ obstacles, concurrent, allowed }: Preflight): string {
  if (!allowed) return 'You may not do this.';
  const blocks = obstacles.filter(each => each.severity === 'block').length;
  const warnings = obstacles.length - blocks;
  const parts = [
    blocks > 0 && `${formatCount(blocks, 'thing')} in the way`,
    warnings > 0 && formatCount(warnings, 'warning'),
    concurrent.length > 0 &&
      `${formatCount(concurrent.length, 'run')} on the same thing just now`,
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}.` : 'Nothing is in the way.';
}
