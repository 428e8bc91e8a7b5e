import { Alert, Button } from '@backstage/ui';
import type {
  Obstacle,
  Preflight,
  Run,
} from '@reverb256/backstage-plugin-infra-common';
import { formatActor } from '../actions';
import { Age } from '../components';
import { RunStateBadge } from '../runs';
import styles from './ActionDialog.module.css';

interface PreflightViewProps {
  preflight: Preflight;
  /** Shows a run that is in progress on the same thing. */
  onWatch: (run: Run) => void;
}

/** What will happen, what stands in the way, who may, and what others do to the same thing just now. */
export function PreflightView({ preflight, onWatch }: PreflightViewProps) {
  const { effects, obstacles, concurrent, resource } = preflight;
  const blocks = obstacles.filter(each => each.severity === 'block');
  const warnings = obstacles.filter(each => each.severity === 'warning');
  return (
    <>
      {blocks.length > 0 && (
        <Alert
          status="danger"
          icon
          title="This stands in the way"
          description={<Messages obstacles={blocks} />}
        />
      )}
      <section aria-labelledby="preflight-effects">
        <h3 id="preflight-effects" className={styles.heading}>
          What will happen
        </h3>
        <p className={styles.target}>
          To <code>{resource.id}</code>
        </p>
        <ul className={styles.list}>
          {effects.map(effect => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      </section>
      {concurrent.length > 0 && (
        <section aria-labelledby="preflight-concurrent">
          <h3 id="preflight-concurrent" className={styles.heading}>
            Being done to {resource.title} just now
          </h3>
          <ul className={styles.runs}>
            {concurrent.map(run => (
              <li key={run.id} className={styles.run}>
                <span>
                  {run.title}, by {formatActor(run.actor)},{' '}
                  <Age at={run.createdAt} isPlain />
                </span>
                <RunStateBadge state={run.state} />
                <Button
                  size="small"
                  variant="secondary"
                  aria-label={`Watch: ${run.title}`}
                  onPress={() => onWatch(run)}
                >
                  Watch
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <Alert
          status="warning"
          icon
          title="Before you go on"
          description={<Messages obstacles={warnings} />}
        />
      )}
    </>
  );
}

function Messages({ obstacles }: { obstacles: readonly Obstacle[] }) {
  return (
    <ul className={styles.list}>
      {obstacles.map(({ code, message }) => (
        <li key={`${code} ${message}`}>{message}</li>
      ))}
    </ul>
  );
}
