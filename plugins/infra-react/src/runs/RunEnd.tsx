import { Alert } from '@backstage/ui';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { consequenceOf } from './consequenceOf';
import styles from './RunView.module.css';
import { runErrorTitles } from './runWords';

/** How a run ended, in full. Nothing while it goes on. */
export function RunEnd({ run }: { run: Run }) {
  const { state, title, error, resource } = run;
  if (state === 'succeeded') {
    return <Alert status="success" icon title={`${title}: done`} />;
  }
  if (state === 'failed') {
    return (
      <Alert
        status="danger"
        icon
        title={`${title}: ${lower(error && runErrorTitles[error.kind])}`}
        description={<Reason run={run} />}
      />
    );
  }
  if (state === 'cancelled') {
    return (
      <Alert
        status="info"
        icon
        title={`${title}: cancelled`}
        description={<Reason run={run} />}
      />
    );
  }
  if (state === 'unknown') {
    return (
      <Alert
        status="warning"
        icon
        title={`${title}: nobody could find out how it ended`}
        description={
          <div className={styles.text}>
            <p>
              The request may have been carried out. Look at {resource.title}{' '}
              itself before trying again.
            </p>
            {error && <p>{error.message}</p>}
          </div>
        }
      />
    );
  }
  return null;
}

function Reason({ run }: { run: Run }) {
  const { error } = run;
  if (!error) return null;
  const consequence = consequenceOf(run);
  return (
    <div className={styles.text}>
      <p>{error.message}</p>
      {error.missing && error.missing.length > 0 && (
        <p>
          Missing: <code>{error.missing.join(', ')}</code>
        </p>
      )}
      {consequence && <p>{consequence}</p>}
    </div>
  );
}

function lower(title: string | undefined): string {
  if (!title) return 'it failed';
  return title.charAt(0).toLowerCase() + title.slice(1);
}
