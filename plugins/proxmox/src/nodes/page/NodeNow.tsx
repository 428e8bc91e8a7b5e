import {
  Age,
  formatBytes,
  formatBytesOf,
  formatCount,
  formatPercent,
  HealthIcon,
  Meter,
  ReadingView,
  useNow,
} from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
  type ByteUse,
  type NodeStatusDetails,
} from '@reverb256/backstage-plugin-proxmox-common';
import { Facts } from '../../parts';
import {
  describeCertificate,
  describeDisks,
  describeSubscription,
  describeUpdates,
  type FactWords,
} from '../nodeFacts';
import { describeGuests, type NodeRow } from '../nodeRows';
import styles from './node.module.css';
import type { NodeRef } from './useNode';
import { useNodePart } from './useNodePart';

const detailOf = (use: ByteUse | undefined) =>
  use && formatBytesOf(use.usedBytes, use.totalBytes);

/** How loaded a node is now, and what it is. */
export function NodeNow({ of, row }: { of: NodeRef; row: NodeRow }) {
  const { cpu, memory, rootDisk } = row.node;
  // What may be long over is no alarm.
  const limitsOf = <T,>(limits: T) => (row.lastKnownAt ? undefined : limits);
  const status = useNodePart(of, 'status');
  const { swap, ioWaitFraction } = status.reading?.data ?? {};
  const wait =
    ioWaitFraction === undefined
      ? []
      : [`${formatPercent(ioWaitFraction)} waiting for I/O`];
  return (
    <>
      <div className={styles.meters}>
        <Meter
          label="CPU"
          fraction={cpu?.fraction}
          detail={[
            ...(cpu ? [formatCount(cpu.cores, 'thread')] : []),
            ...wait,
          ].join(', ')}
        />
        <Meter
          label="Memory"
          fraction={usedFraction(memory)}
          limits={limitsOf(fullness.memory)}
          detail={detailOf(memory)}
        />
        <Meter
          label="Root disk"
          fraction={usedFraction(rootDisk)}
          limits={limitsOf(fullness.storage)}
          detail={detailOf(rootDisk)}
        />
        {swap && swap.totalBytes > 0 && (
          <Meter
            label="Swap"
            fraction={usedFraction(swap)}
            detail={detailOf(swap)}
          />
        )}
      </div>
      <div className={styles.columns}>
        <Overview row={row} />
        <ReadingView
          title="System"
          subject="the system of this node"
          reading={status}
        >
          {data => <System status={data} />}
        </ReadingView>
      </div>
    </>
  );
}

function Fact({ fact: { health, words } }: { fact: FactWords }) {
  const isNotable = health === 'warning' || health === 'critical';
  return (
    <span className={styles.line}>
      {isNotable && <HealthIcon health={health} />}
      {words}
    </span>
  );
}

/** What the sweeps over all nodes have found: there without asking the node, and so while it is away. */
function Overview({ row }: { row: NodeRow }) {
  const now = useNow(60);
  const { facts, certificate, runningTasks } = row;
  return (
    <section className={styles.stack} aria-labelledby="node-overview">
      <div className={styles.line}>
        <h2 id="node-overview" className={styles.heading}>
          At a glance
        </h2>
        {facts && (
          <span className={styles.small}>
            updates, disks and subscription read <Age at={facts.readAt} />
          </span>
        )}
      </div>
      <Facts
        facts={[
          { name: 'Guests', value: describeGuests(row.guests) },
          {
            name: 'Running tasks',
            value: runningTasks === undefined ? 'unknown' : `${runningTasks}`,
          },
          { name: 'Updates', value: <Fact fact={describeUpdates(facts)} /> },
          { name: 'Disks', value: <Fact fact={describeDisks(facts)} /> },
          {
            name: 'Certificate',
            value: <Fact fact={describeCertificate(certificate, now)} />,
          },
          {
            name: 'Subscription',
            value: <Fact fact={describeSubscription(facts?.subscription)} />,
          },
        ]}
      />
      {facts?.problems?.map(problem => (
        <p key={problem} className={styles.secondary}>
          {problem}
        </p>
      ))}
    </section>
  );
}

function System({ status }: { status: NodeStatusDetails }) {
  const { loadAverage, sockets, cores, threads } = status;
  const counts = [
    ...(sockets === undefined ? [] : [formatCount(sockets, 'socket')]),
    ...(cores === undefined ? [] : [formatCount(cores, 'core')]),
    ...(threads === undefined ? [] : [formatCount(threads, 'thread')]),
  ];
  const boots = [
    ...(status.bootMode
      ? [status.bootMode === 'efi' ? 'EFI' : 'legacy BIOS']
      : []),
    ...(status.secureBoot === undefined
      ? []
      : [status.secureBoot ? 'Secure Boot' : 'without Secure Boot']),
  ];
  return (
    <Facts
      facts={[
        { name: 'Processor', value: status.cpuModel },
        { name: 'Made of', value: counts.join(', ') || undefined },
        {
          name: 'Load average',
          value: loadAverage?.map(load => load.toFixed(2)).join(', '),
        },
        { name: 'Kernel', value: status.kernel },
        { name: 'Version', value: status.pveVersion },
        { name: 'Boots by', value: boots.join(', ') || undefined },
        {
          name: 'Memory shared (KSM)',
          value:
            status.ksmSharedBytes === undefined
              ? undefined
              : formatBytes(status.ksmSharedBytes),
        },
      ]}
    />
  );
}
