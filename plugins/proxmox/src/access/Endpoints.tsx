import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiQuestionLine,
} from '@remixicon/react';
import {
  ActionButton,
  ActionHost,
  Age,
  ReadingView,
  useReading,
} from '@reverb256/backstage-plugin-infra-react';
import {
  endpointsPath,
  proxmoxCertificateAcceptPermission,
  proxmoxEndpointsSchema,
  type ProxmoxEndpoints,
} from '@reverb256/backstage-plugin-proxmox-common';
import styles from './AccessPage.module.css';

type Endpoint = ProxmoxEndpoints['endpoints'][number];

function stateOf({ state, askedAt }: Endpoint) {
  if (!askedAt) {
    return {
      word: 'In reserve, not asked yet',
      Icon: RiQuestionLine,
      tone: styles.unknown,
    };
  }
  return state === 'ok'
    ? { word: 'Answers', Icon: RiCheckboxCircleFill, tone: styles.good }
    : {
        word: 'Does not answer as it should',
        Icon: RiCloseCircleFill,
        tone: styles.bad,
      };
}

/** That it shows another certificate than the one it is trusted with, and the way to accept it. */
function Mismatch(props: { cluster: string; endpoint: Endpoint }) {
  const { cluster, endpoint } = props;
  if (!endpoint.presented || !endpoint.pinned) return null;
  return (
    <div className={styles.mismatch}>
      <dl className={styles.prints}>
        <dt>Trusted</dt>
        <dd>
          <code>{endpoint.pinned}</code>
        </dd>
        <dt>Shown</dt>
        <dd>
          <code>{endpoint.presented}</code>
        </dd>
      </dl>
      <ActionButton
        pluginId="proxmox"
        action="accept-certificate"
        input={{
          cluster,
          endpoint: endpoint.url,
          fingerprint: endpoint.presented,
        }}
        label="Accept certificate"
        permission={proxmoxCertificateAcceptPermission}
        size="small"
      />
    </div>
  );
}

/** Over which endpoints the portal reaches a cluster, how they are, and whether they still are whom it trusts. */
export function Endpoints({ cluster }: { cluster: string }) {
  const reading = useReading('proxmox', endpointsPath(cluster), {
    schema: proxmoxEndpointsSchema,
    everySeconds: 10,
  });
  return (
    // Accepting a certificate takes its own button away.
    <ActionHost>
      <ReadingView
        title="Endpoints"
        subject="the endpoints of the cluster"
        reading={reading}
        level={3}
      >
        {({ endpoints }) => (
          <ul className={styles.endpoints}>
            {endpoints.map(endpoint => {
              const { word, Icon, tone } = stateOf(endpoint);
              return (
                <li key={endpoint.url} className={styles.endpoint}>
                  <code>{endpoint.url}</code>
                  <span className={`${styles.state} ${tone}`}>
                    <Icon aria-hidden size={16} />
                    {word}
                  </span>
                  {endpoint.error && (
                    <p className={styles.note}>{endpoint.error}</p>
                  )}
                  <Mismatch cluster={cluster} endpoint={endpoint} />
                  {endpoint.accepted && (
                    <p className={styles.note}>
                      Its certificate was accepted{' '}
                      <Age at={endpoint.accepted.acceptedAt} /> in place of the
                      configured one: put {endpoint.pinned} into the
                      configuration.
                    </p>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </ReadingView>
    </ActionHost>
  );
}
