import type { Gap } from '@reverb256/backstage-plugin-infra-common';

/** What a person is told about a snapshot that is not simply fresh. @public */
export interface SnapshotNotice {
  /** `info`: wait; `warning`: part of it, or old; `danger`: nobody knows how it is now. */
  tone: 'info' | 'warning' | 'danger';
  /** What is the matter, in plain words, with the source's title. */
  title: string;
  /** What happened, as the source or the portal put it. */
  message?: string;
  /** What to do about it. */
  advice?: string;
  /** Since when: ISO 8601, UTC. */
  since?: string;
  /** The lacking privileges, by name. */
  missing: readonly string[];
  /** The parts that could not be read. */
  gaps: readonly Gap[];
}
