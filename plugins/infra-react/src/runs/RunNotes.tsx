import { Alert } from '@backstage/ui';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import { Age } from '../components/Age';
import { formatMoment, formatPercent } from '../format';
import styles from './RunView.module.css';
import { askedToStop } from './runWords';

/** What is out of the ordinary with a run that goes on: asked to stop, its answer lost, or out of sight. */
export function RunNotes({ run }: { run: Run }) {
  const { cancelRequested, answerLostAt, lostSightAt, resource } = run;
  if (isEnded(run.state)) return null;
  return (
    <>
      {cancelRequested && (
        <Alert
          status="info"
          icon
          title={askedToStop.title}
          description={askedToStop.description}
        />
      )}
      {answerLostAt && (
        <Alert
          status="warning"
          icon
          title="The answer to its request was lost"
          description={
            <div className={styles.text}>
              <p>
                Whether it arrived is being found out. Do not ask again before
                this has ended: {resource.title} may be changing already.
              </p>
              <Since at={answerLostAt} />
            </div>
          }
        />
      )}
      {lostSightAt && (
        <Alert
          status="warning"
          icon
          title="It cannot be looked at"
          description={
            <div className={styles.text}>
              <p>
                How far it is now is not known; the portal keeps looking.
                {run.progress !== undefined &&
                  ` When it was last seen, ${formatPercent(
                    run.progress,
                  )} was done.`}
              </p>
              <Since at={lostSightAt} />
            </div>
          }
        />
      )}
    </>
  );
}

function Since({ at }: { at: string }) {
  return (
    <p>
      Since {formatMoment(at)} (<Age at={at} />)
    </p>
  );
}

/** The same for screen readers, in a few words that do not tick. */
export function describeRunNotes(run: Run): string[] {
  return [
    ...(run.cancelRequested ? [`${askedToStop.title}.`] : []),
    ...(run.answerLostAt ? ['The answer to its request was lost.'] : []),
    ...(run.lostSightAt ? ['It cannot be looked at.'] : []),
  ];
}
