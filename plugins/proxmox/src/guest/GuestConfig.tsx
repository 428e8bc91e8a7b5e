import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  formatCount,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import type { GuestConfigDetails } from '@reverb256/backstage-plugin-proxmox-common';
import { Facts, PlainTable } from '../parts';
import { storageRouteRef } from '../routes';
import { ConfigFacts } from './ConfigFacts';
import { diskColumns, networkColumns } from './configColumns';
import { PendingMark } from './PendingMark';
import styles from './guest.module.css';
import type { GuestRef } from './useGuest';
import { useGuestPart } from './useGuestPart';

/** The keys whose new value is not in effect yet. */
const pendingKeys = ({ pending }: GuestConfigDetails) =>
  new Set(pending.map(({ key }) => key));

/** How a guest is configured, in words; what takes effect only with its next start is marked. */
export function GuestConfig({ of, node }: { of: GuestRef; node: string }) {
  const storagePath = useRouteRef(storageRouteRef);
  const reading = useGuestPart(of, 'config');
  return (
    <>
      <ReadingView
        title="Configuration"
        subject="the configuration of this guest"
        reading={reading}
      >
        {config => (
          <div className={styles.stack}>
            <Pending config={config} />
            <ConfigFacts config={config} pending={pendingKeys(config)} />
            {config.description && (
              <>
                <h3 className={styles.subheading}>Notes</h3>
                <p className={styles.description}>{config.description}</p>
              </>
            )}
          </div>
        )}
      </ReadingView>
      {reading.reading?.data && (
        <Devices
          config={reading.reading.data}
          hrefOf={storage =>
            storagePath?.({ cluster: of.cluster, node, storage })
          }
        />
      )}
    </>
  );
}

function Pending({ config }: { config: GuestConfigDetails }) {
  const { pending } = config;
  if (pending.length === 0) return null;
  return (
    <Alert
      status="warning"
      icon
      title={`${formatCount(
        pending.length,
        'change',
      )} will take effect only with the next start`}
      description={
        <ul className={styles.list}>
          {pending.map(({ key, now, next }) => (
            <li key={key}>
              <code>{key}</code>:{' '}
              {now === undefined ? 'not set' : <code>{now}</code>}{' '}
              {next === undefined ? (
                'will be removed'
              ) : (
                <>
                  becomes <code>{next}</code>
                </>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Devices(props: {
  config: GuestConfigDetails;
  hrefOf: (storage: string) => string | undefined;
}) {
  const { config, hrefOf } = props;
  const { disks, networks, cloudInit, other } = config;
  const pending = pendingKeys(config);
  const rest = Object.entries(other);
  return (
    <>
      <section className={styles.stack} aria-label="Disks">
        <h3 className={styles.subheading}>Disks</h3>
        {disks.length > 0 ? (
          <PlainTable
            label="Disks of the configuration"
            columns={diskColumns(pending, hrefOf)}
            rows={disks}
            keyOf={({ key }) => key}
          />
        ) : (
          <Text color="secondary">No disk is configured.</Text>
        )}
      </section>
      <section className={styles.stack} aria-label="Networks">
        <h3 className={styles.subheading}>Networks</h3>
        {networks.length > 0 ? (
          <PlainTable
            label="Networks of the configuration"
            columns={networkColumns(pending)}
            rows={networks}
            keyOf={({ key }) => key}
          />
        ) : (
          <Text color="secondary">No network is configured.</Text>
        )}
      </section>
      {cloudInit && <CloudInit config={cloudInit} />}
      {rest.length > 0 && (
        <section className={styles.stack} aria-label="Other settings">
          <h3 className={styles.subheading}>Other settings</h3>
          <Facts
            facts={rest.map(([name, value]) => ({
              name,
              value: (
                <>
                  <code>{value}</code> {pending.has(name) && <PendingMark />}
                </>
              ),
            }))}
          />
        </section>
      )}
    </>
  );
}

function CloudInit(props: {
  config: NonNullable<GuestConfigDetails['cloudInit']>;
}) {
  const { user, hasPassword, sshKeys, nameservers, searchDomain, custom } =
    props.config;
  return (
    <section className={styles.stack} aria-label="Cloud-init">
      <h3 className={styles.subheading}>Cloud-init</h3>
      <Facts
        facts={[
          { name: 'User', value: user },
          { name: 'Password', value: hasPassword ? 'set' : 'not set' },
          {
            name: 'SSH keys',
            value: sshKeys > 0 ? formatCount(sshKeys, 'key') : 'none',
          },
          { name: 'Nameservers', value: nameservers.join(', ') || undefined },
          { name: 'Search domain', value: searchDomain },
          {
            name: 'Own files',
            value: custom === undefined ? undefined : <code>{custom}</code>,
          },
        ]}
      />
    </section>
  );
}
