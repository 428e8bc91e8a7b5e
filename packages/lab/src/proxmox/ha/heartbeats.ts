import type { NodeConfig } from '../model.ts';
import type { Timeline } from '../timeline.ts';

interface HeartbeatParts {
  timeline: Timeline;
  nodes(): NodeConfig[];
  isOnline(node: string): boolean;
  isQuorate(): boolean;
}

/** The daemons write their status about this often. */
const WRITE_SECONDS = 5;
/** A master that is gone loses its lock after this long (HA/Config.pm, cfs lock). */
const MASTER_LOCK_SECONDS = 120;

/**
 * Which node's CRM is master, and when each node's daemons wrote last. A daemon
 * that is gone, or has no quorum, leaves its last timestamp behind.
 */
export class Heartbeats {
  private readonly parts: HeartbeatParts;
  private current = 'nexus';
  /** When a node stopped writing, by node. */
  private readonly silentSince = new Map<string, number>();

  constructor(parts: HeartbeatParts) {
    this.parts = parts;
  }

  reset(): void {
    this.current = 'nexus';
    this.silentSince.clear();
  }

  /** A node writes only while it is up and its partition has quorum. */
  membershipChanged(): void {
    const { timeline, nodes, isOnline, isQuorate } = this.parts;
    const quorate = isQuorate();
    for (const { node } of nodes()) {
      if (quorate && isOnline(node)) this.silentSince.delete(node);
      else if (!this.silentSince.has(node)) {
        this.silentSince.set(node, timeline.seconds());
      }
    }
  }

  refresh(): void {
    const { timeline, nodes, isOnline, isQuorate } = this.parts;
    const silent = this.silentSince.get(this.current);
    const now = timeline.seconds();
    if (silent === undefined || now - silent < MASTER_LOCK_SECONDS) return;
    if (!isQuorate()) return;
    const next = nodes().find(({ node }) => isOnline(node));
    if (next) this.current = next.node;
  }

  get master(): string {
    return this.current;
  }

  lastWrite(node: string): number {
    const now = this.silentSince.get(node) ?? this.parts.timeline.seconds();
    return now - (now % WRITE_SECONDS);
  }
}
