import type { Health } from '@reverb256/backstage-plugin-infra-common';
import {
  formatCount,
  HealthBadge,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import type { NodeServices as Services } from '@reverb256/backstage-plugin-proxmox-common';
import { PlainTable, type PlainColumn } from '../../parts';
import styles from './node.module.css';
import type { NodeRef } from './useNode';
import { useNodePart } from './useNodePart';

type Service = Services[number];
type Verdict = Service['verdict'];

const healthOf: Record<Verdict, Health> = {
  right: 'ok',
  wrong: 'critical',
  off: 'ok',
  unknown: 'unknown',
};

/** What is wrong comes first. */
const order: readonly Verdict[] = ['wrong', 'unknown', 'right', 'off'];

export const sortServices = (services: Services): Services =>
  [...services].sort(
    (a, b) =>
      order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
      a.name.localeCompare(b.name),
  );

const columns: PlainColumn<Service>[] = [
  {
    id: 'name',
    label: 'Service',
    cell: ({ name, title }) => (
      <>
        <code>{name}</code>
        {title && <div className={styles.small}>{title}</div>}
      </>
    ),
  },
  {
    id: 'state',
    label: 'State',
    cell: ({ state, verdict }) =>
      verdict === 'off' ? (
        <>{state}, as it is meant to be</>
      ) : (
        <HealthBadge health={healthOf[verdict]}>{state}</HealthBadge>
      ),
  },
  {
    id: 'starts',
    label: 'Starts by itself',
    cell: ({ unitState }) => unitState ?? 'unknown',
  },
];

/** The system services of a node; those that do not run although they should are first. */
export function NodeServices({ of }: { of: NodeRef }) {
  return (
    <ReadingView
      title="Services"
      subject="the services of this node"
      reading={useNodePart(of, 'services')}
    >
      {services => {
        const wrong = services.filter(({ verdict }) => verdict === 'wrong');
        return (
          <div className={styles.stack}>
            {wrong.length > 0 && (
              <p className={styles.note}>
                <strong>
                  {formatCount(wrong.length, 'service')} not as meant:
                </strong>{' '}
                {wrong.map(({ name }) => name).join(', ')}
              </p>
            )}
            <PlainTable
              label="Services of this node"
              columns={columns}
              rows={sortServices(services)}
              keyOf={({ name }) => name}
            />
          </div>
        );
      }}
    </ReadingView>
  );
}
