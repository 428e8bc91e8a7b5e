import { Text } from '@backstage/ui';
import type { ProxmoxPrivileges } from '@reverb256/backstage-plugin-proxmox-common';
import styles from './AccessPage.module.css';
import { FeatureList } from './FeatureList';
import { grantCommands } from './grants';

const tokenWords = {
  read: {
    title: 'Token that reads',
    none: 'No token that reads is known.',
  },
  operate: {
    title: 'Token that changes',
    none: 'No token for changes is configured (proxmox.clusters[].operate.token), so nothing can be changed through the portal.',
  },
} as const;

type Token = ProxmoxPrivileges['tokens'][string];

function Excess({ token }: { token: Token }) {
  if (token.excess.length === 0) {
    return (
      <Text as="p" variant="body-small" color="secondary">
        It has no privilege that nobody needs.
      </Text>
    );
  }
  return (
    <div className={styles.excess}>
      <Text as="p" variant="body-medium" weight="bold">
        It has what nobody needs:{' '}
        {token.excess.length === 1
          ? '1 privilege'
          : `${token.excess.length} privileges`}
      </Text>
      <ul className={styles.privileges}>
        {token.excess.map(entry => (
          <li key={entry}>
            <code>{entry}</code>
          </li>
        ))}
      </ul>
      <Text as="p" variant="body-small" color="secondary">
        Whoever steals the token has them too: take them out of its role.
      </Text>
    </div>
  );
}

function Hidden({ token }: { token: Token }) {
  if (!token.exceptOn) return null;
  return (
    <div className={styles.excess}>
      <Text as="p" variant="body-medium" weight="bold">
        An access rule hides from it what is at
      </Text>
      <ul className={styles.privileges}>
        {token.exceptOn.map(entry => (
          <li key={entry}>
            <code>{entry.split(' on ')[1]}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Both tokens of one cluster. */
export function ClusterAccess({
  privileges,
}: {
  privileges: ProxmoxPrivileges;
}) {
  const { tokens, features = [], version } = privileges;
  return (
    <div className={styles.tokens}>
      {version && (
        <Text as="p" variant="body-small" color="secondary">
          Privileges as Proxmox VE {version} names them
        </Text>
      )}
      {(['read', 'operate'] as const).map(use => {
        const token = tokens[use];
        const own = features.filter(feature => feature.token === use);
        // Those that permit much more than what they are for are nobody's to hand out with the rest.
        const wanted = own.filter(feature => !feature.risk);
        const commands = token ? grantCommands(wanted, token.token) : [];
        return (
          <section key={use} aria-label={tokenWords[use].title}>
            <h3 className={styles.token}>
              {tokenWords[use].title}
              {token && <code className={styles.id}>{token.token}</code>}
            </h3>
            {!token && (
              <Text as="p" variant="body-medium">
                {own.some(({ state }) => state === 'unknown')
                  ? 'What it may do could not be read.'
                  : tokenWords[use].none}
              </Text>
            )}
            <FeatureList features={own} label={tokenWords[use].title} />
            {token && <Hidden token={token} />}
            {token && <Excess token={token} />}
            {commands.length > 0 && (
              <details className={styles.commands}>
                <summary>
                  Commands that give it what is missing, on a node as root
                </summary>
                {/* Long lines scroll, also by keyboard. */}
                <pre
                  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls is reached by keyboard
                  tabIndex={0}
                  aria-label="Commands"
                >
                  {commands.join('\n')}
                </pre>
              </details>
            )}
          </section>
        );
      })}
    </div>
  );
}
