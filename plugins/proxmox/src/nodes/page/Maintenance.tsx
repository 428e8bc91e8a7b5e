import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Link } from '@backstage/ui';
import {
  ActionButton,
  formatCount,
  HealthBadge,
  type ActionForm,
} from '@reverb256/backstage-plugin-infra-react';
import {
  drainPlan,
  proxmoxOperatePermission,
  type DrainPlan,
  type ProxmoxGuest,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { MOST_AT_ONCE } from '../../guests/bulkActions';
import {
  localDisksField,
  shutdownForm,
  targetField,
} from '../../guests/guestForms';
import { guestRouteRef } from '../../routes';
import { CopyCommand } from './CopyCommand';
import { drainProgress } from './drainProgress';
import styles from './node.module.css';
import type { NodeRef } from './useNode';

interface MaintenanceProps {
  of: NodeRef;
  inventory: ProxmoxInventory;
  /** Whether some guests of the node could not be read. */
  areGuestsUnread: boolean;
  /** Whether this is only what was last known. */
  isOld: boolean;
}

/** How the node is emptied before somebody works on it, as steps; it follows what happens. */
export function Maintenance(props: MaintenanceProps) {
  const { of, inventory, areGuestsUnread, isOld } = props;
  const plan = useMemo(
    () => drainPlan(inventory, of.node, { areGuestsUnread }),
    [areGuestsUnread, inventory, of.node],
  );
  if (!plan) return null;
  return (
    <section className={styles.stack} aria-labelledby="node-maintenance">
      <h2 id="node-maintenance" className={styles.heading}>
        Maintenance
      </h2>
      <p className={styles.note}>
        Proxmox has no switch for maintenance in its API: the command is run in
        a shell of any node of the cluster, as root. This page follows what it
        does.
      </p>
      <Progress plan={plan} isOld={isOld} />
      {areGuestsUnread && (
        <Alert
          status="warning"
          icon
          title="Not all guests of this node are known"
          description="The plan lacks those that could not be read; why is said above."
        />
      )}
      {!areGuestsUnread && !plan.areGuestsKnown && (
        <Alert
          status="info"
          icon
          title="You see only some of the guests"
          description="The plan lacks those that your role does not let you see. Before the node goes down, ask somebody who sees all of them."
        />
      )}
      <Obstacles plan={plan} />
      <ol className={styles.steps}>
        <li>
          <div className={styles.step}>
            <span>
              Tell the HA manager that {of.node} goes into maintenance:
            </span>
            <CopyCommand command={plan.enableCommand} />
          </div>
        </li>
        <li>
          <div className={styles.step}>
            <span>
              Wait while the HA manager moves what it looks after (and back,
              when maintenance ends):
            </span>
            <Guests of={of} guests={plan.moves} none="none is left here" />
            {plan.stuck.length > 0 && (
              <>
                <span>
                  It does not move these, as their HA service is in error.
                  Disable and enable each of them again first:
                </span>
                <Guests of={of} guests={plan.stuck} none="" />
              </>
            )}
          </div>
        </li>
        <li>
          <div className={styles.step}>
            <span>Move or shut down what runs here and is not HA-managed:</span>
            <Guests of={of} guests={plan.byHand} none="none is left here" />
            <ByHand of={of} plan={plan} inventory={inventory} />
          </div>
        </li>
        <li>
          <div className={styles.step}>
            <span>
              Do the work. These stay, and cannot be used while the node is
              away:
            </span>
            <Guests of={of} guests={plan.stays} none="none" />
          </div>
        </li>
        <li>
          <div className={styles.step}>
            <span>When {of.node} is back, end the maintenance:</span>
            <CopyCommand command={plan.disableCommand} />
          </div>
        </li>
      </ol>
    </section>
  );
}

function Progress({ plan, isOld }: { plan: DrainPlan; isOld: boolean }) {
  const { health, word, sentence } = drainProgress(plan, isOld);
  return (
    <div className={styles.line} role="status">
      <HealthBadge health={health}>{word}</HealthBadge>
      <span>{sentence}</span>
    </div>
  );
}

function Obstacles({ plan }: { plan: DrainPlan }) {
  const blocks = plan.obstacles.filter(({ level }) => level === 'blocks');
  const warns = plan.obstacles.filter(({ level }) => level === 'warns');
  const listOf = (all: typeof blocks) => (
    <ul className={styles.list}>
      {all.map(({ code, message }) => (
        <li key={code}>{message}</li>
      ))}
    </ul>
  );
  return (
    <>
      {blocks.length > 0 && (
        <Alert
          status="danger"
          icon
          title="This stands in the way"
          description={listOf(blocks)}
        />
      )}
      {warns.length > 0 && (
        <Alert
          status="warning"
          icon
          title="Know this first"
          description={listOf(warns)}
        />
      )}
    </>
  );
}

/** Beyond these a list is no longer read. */
const SHOWN = 20;

function Guests(props: {
  of: NodeRef;
  guests: readonly ProxmoxGuest[];
  none: string;
}) {
  const { of, guests, none } = props;
  const guestHref = useRouteRef(guestRouteRef);
  if (guests.length === 0)
    return <span className={styles.secondary}>{none}</span>;
  const rest = guests.length - SHOWN;
  return (
    <ul className={styles.list}>
      {guests
        .slice(0, SHOWN)
        .map(({ id, type, vmid, name, haState, template }) => {
          const href = guestHref?.({ cluster: of.cluster, type, vmid });
          const words = `${name ?? 'without a name'} (${vmid})`;
          const notes = [
            ...(haState ? [`HA: ${haState}`] : []),
            ...(template ? ['template'] : []),
          ];
          return (
            <li key={id}>
              {href ? <Link href={href}>{words}</Link> : words}{' '}
              <span className={styles.small}>{notes.join(', ')}</span>
            </li>
          );
        })}
      {rest > 0 && <li>and {rest} more</li>}
    </ul>
  );
}

function ByHand(props: {
  of: NodeRef;
  plan: DrainPlan;
  inventory: ProxmoxInventory;
}) {
  const { of, plan, inventory } = props;
  const form = useMemo<ActionForm>(() => {
    const fields = [targetField(inventory, of.node), localDisksField];
    return () => fields;
  }, [inventory, of.node]);
  if (plan.byHand.length === 0) return null;
  const guests = plan.byHand
    .slice(0, MOST_AT_ONCE)
    .map(({ id }) => `${of.cluster}/${id}`);
  const left = plan.byHand.length - guests.length;
  const all = formatCount(guests.length, 'guest');
  return (
    <div className={styles.actions}>
      {plan.targets.length > 0 && (
        <ActionButton
          pluginId="proxmox"
          action="migrate-guests"
          input={{ guests }}
          form={form}
          label={`Migrate ${all}`}
          permission={proxmoxOperatePermission}
        />
      )}
      <ActionButton
        pluginId="proxmox"
        action="shutdown-guests"
        input={{ guests }}
        form={shutdownForm}
        label={`Shut down ${all}`}
        permission={proxmoxOperatePermission}
      />
      {left > 0 && (
        <span className={styles.secondary}>
          At most {MOST_AT_ONCE} at a time: {left} more are left for later.
        </span>
      )}
    </div>
  );
}
