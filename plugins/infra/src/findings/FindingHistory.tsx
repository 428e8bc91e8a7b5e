import { useApi } from '@backstage/frontend-plugin-api';
import type {
  FindingTransition,
  TrackedFinding,
} from '@reverb256/backstage-plugin-infra-common';
import {
  formatActor,
  formatMoment,
  PolledResource,
  usePolled,
} from '@reverb256/backstage-plugin-infra-react';
import { useMemo } from 'react';
import { infraApiRef } from '../api';
import { PolledView } from '../parts';
import styles from '../parts/parts.module.css';
import { severityWord } from './SeverityBadge';

/** How often a history that is open is asked for, in seconds; a signal makes it sooner. */
const SECONDS = 60;

const words: Record<FindingTransition['transition'], string> = {
  opened: 'Found',
  escalated: 'Became worse',
  eased: 'Became less severe',
  resolved: 'Resolved',
  reopened: 'Found again',
  acknowledged: 'Acknowledged',
  'acknowledgement-expired': 'The acknowledgement ended',
  muted: 'Muted',
  'mute-expired': 'The mute ended',
  released: 'Released',
};

/** What happened to a finding, the newest first. */
export function FindingHistory({ finding }: { finding: TrackedFinding }) {
  const api = useApi(infraApiRef);
  const { id } = finding;
  const history = useMemo(
    () =>
      PolledResource.create({
        ask: () => api.getHistory(id),
        seconds: SECONDS,
        channel: 'infra:findings',
      }),
    [api, id],
  );
  return (
    <PolledView result={usePolled(history)} subject="the history">
      {items => (
        <ol className={styles.list} aria-label={`History of ${finding.title}`}>
          {items.map(each => (
            <li key={`${each.at} ${each.transition}`}>
              <span className={styles.number}>{formatMoment(each.at)}</span>:{' '}
              {words[each.transition]} ({severityWord(each.severity)})
              {each.by && ` by ${formatActor(each.by)}`}
              {each.until && ` until ${formatMoment(each.until)}`}
              {each.reason && `: ${each.reason}`}
            </li>
          ))}
        </ol>
      )}
    </PolledView>
  );
}
