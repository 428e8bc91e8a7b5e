import { Button, Link } from '@backstage/ui';
import type {
  FindingDecision,
  TrackedFinding,
} from '@reverb256/backstage-plugin-infra-common';
import {
  Age,
  formatActor,
  formatMoment,
} from '@reverb256/backstage-plugin-infra-react';
import { useState } from 'react';
import { EntityLink } from '../parts';
import styles from '../parts/parts.module.css';
import { DecisionDialog } from './DecisionDialog';
import { EvidenceValue } from './EvidenceValue';
import { FindingHistory } from './FindingHistory';
import listStyles from './findings.module.css';
import { ResolvedBadge } from './ResolvedBadge';
import { runbookHref } from './runbookHref';
import { SeverityBadge, severityWord } from './SeverityBadge';
import { useRelease } from './useRelease';

interface FindingItemProps {
  finding: TrackedFinding;
  /** Whether its source cannot be looked at now, so that it may have ended. */
  isUnconfirmed: boolean;
  mayDecide: boolean;
}

/** One finding: what, since when, what was seen, who looks after it, and what to do. */
export function FindingItem(props: FindingItemProps) {
  const { finding, isUnconfirmed, mayDecide } = props;
  const { title, severity, state, acknowledged, muted, resolvedAt } = finding;
  const [deciding, setDeciding] = useState<'acknowledge' | 'mute'>();
  const [hasHistory, setHistory] = useState(false);
  const release = useRelease(finding.id);
  const isResolved = state === 'resolved';
  const mayDecideNow = mayDecide && state === 'open';
  return (
    <li
      className={listStyles.item}
      data-severity={isResolved ? 'resolved' : severity}
    >
      <div className={listStyles.head}>
        {isResolved ? <ResolvedBadge /> : <SeverityBadge severity={severity} />}
        <h2 className={listStyles.title}>{title}</h2>
        <span className={styles.small}>
          {resolvedAt ? (
            <>
              resolved <Age at={resolvedAt} />, was{' '}
              {severityWord(severity).toLowerCase()}
            </>
          ) : (
            <>
              since <Age at={finding.since} />
            </>
          )}
        </span>
      </div>
      {isUnconfirmed && state === 'open' && (
        <p className={listStyles.note}>
          Its source cannot be looked at now. This was last seen{' '}
          <Age at={finding.seenAt} />.
        </p>
      )}
      {acknowledged && <Decided how="Acknowledged" decision={acknowledged} />}
      {muted && <Decided how="Muted" decision={muted} />}
      <dl className={styles.facts}>
        {finding.entityRef && (
          <>
            <dt>Entity</dt>
            <dd>
              <EntityLink entityRef={finding.entityRef} />
            </dd>
          </>
        )}
        <dt>Source</dt>
        <dd>
          {finding.pluginId} · {finding.source}
          {finding.path && ` · ${finding.path}`}
        </dd>
        {Object.entries(finding.evidence).map(([name, value]) => (
          <div key={name} className={listStyles.fact}>
            <dt>{name}</dt>
            <dd>
              <EvidenceValue value={value} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Link href={runbookHref(finding.runbook)}>What to do: the runbook</Link>
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={hasHistory}
          aria-label={`History of: ${title}`}
          onPress={() => setHistory(!hasHistory)}
        >
          History
        </Button>
        {mayDecideNow && (
          <>
            {!acknowledged && (
              <Button
                size="small"
                variant="secondary"
                aria-label={`Acknowledge: ${title}`}
                onPress={() => setDeciding('acknowledge')}
              >
                Acknowledge
              </Button>
            )}
            {!muted && (
              <Button
                size="small"
                variant="secondary"
                aria-label={`Mute: ${title}`}
                onPress={() => setDeciding('mute')}
              >
                Mute
              </Button>
            )}
            {(acknowledged ?? muted) && (
              <Button
                size="small"
                variant="secondary"
                isPending={release.isPending}
                aria-label={`Release: ${title}`}
                onPress={release.start}
              >
                Release
              </Button>
            )}
          </>
        )}
      </div>
      {release.problem && <p role="alert">{release.problem}</p>}
      {hasHistory && <FindingHistory finding={finding} />}
      {deciding && (
        <DecisionDialog
          finding={finding}
          type={deciding}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </li>
  );
}

function Decided(props: { how: string; decision: FindingDecision }) {
  const { by, at, reason, until } = props.decision;
  return (
    <p className={listStyles.note}>
      <strong>{props.how}</strong> by {formatActor(by)} <Age at={at} />
      {until && <> until {formatMoment(until)}</>}: {reason}
    </p>
  );
}
