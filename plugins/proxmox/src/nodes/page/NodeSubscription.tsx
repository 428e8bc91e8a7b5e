import {
  Age,
  HealthBadge,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import { Facts } from '../../parts';
import { describeSubscription } from '../nodeFacts';
import type { NodeRef } from './useNode';
import { useNodePart } from './useNodePart';

/** Proxmox tells a letter. */
const levels: Readonly<Record<string, string>> = {
  c: 'Community',
  b: 'Basic',
  s: 'Standard',
  p: 'Premium',
};

const levelOf = (level: string | undefined) =>
  level !== undefined && Object.hasOwn(levels, level) ? levels[level] : level;

/** The subscription of a node, if it has one. */
export function NodeSubscription({ of }: { of: NodeRef }) {
  return (
    <ReadingView
      title="Subscription"
      subject="the subscription of this node"
      reading={useNodePart(of, 'subscription')}
    >
      {({ status, product, level, nextDueAt, checkedAt, message }) => {
        const { health, words } = describeSubscription(status);
        return (
          <Facts
            facts={[
              {
                name: 'Status',
                value: <HealthBadge health={health}>{words}</HealthBadge>,
              },
              { name: 'Product', value: product },
              { name: 'Level', value: levelOf(level) },
              { name: 'Next due', value: nextDueAt?.slice(0, 10) },
              { name: 'Message', value: message },
              {
                name: 'Checked',
                value: checkedAt && <Age at={checkedAt} isPlain />,
              },
            ]}
          />
        );
      }}
    </ReadingView>
  );
}
