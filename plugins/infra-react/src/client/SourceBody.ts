import {
  applyMergePatch,
  type SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import { portalProblemOf, type PortalProblem } from './PortalProblem';
import { gapsBeyond, type HeldSnapshot } from './SnapshotsApi';
import type { SnapshotAnswer, SnapshotsClient } from './SnapshotsClient';

/** What is held of one source's snapshot, and the way to bring it up to a head. */
export class SourceBody {
  readonly #client: SnapshotsClient;
  readonly #kind: string;
  readonly #source: string;
  #held?: HeldSnapshot;
  #problem?: PortalProblem;
  #isLoading = false;

  static create(options: {
    client: SnapshotsClient;
    kind: string;
    source: string;
  }): SourceBody {
    return new SourceBody(options.client, options.kind, options.source);
  }

  private constructor(client: SnapshotsClient, kind: string, source: string) {
    this.#client = client;
    this.#kind = kind;
    this.#source = source;
  }

  get held(): HeldSnapshot | undefined {
    return this.#held;
  }

  get problem(): PortalProblem | undefined {
    return this.#problem;
  }

  /**
   * Asks for the body if the head names another version than is held.
   *
   * @returns the head that came with the body, which may be newer than the one it was asked for; undefined if there was nothing to ask, or no answer
   */
  async update(
    head: SnapshotHead,
    now: () => string,
  ): Promise<SnapshotHead | undefined> {
    if (head.version === '') return undefined;
    if (this.#held?.version === head.version) {
      this.#held = { ...this.#held, collectedAt: head.collectedAt };
      this.#problem = undefined;
      return undefined;
    }
    if (this.#isLoading) return undefined;
    this.#isLoading = true;
    try {
      const answered = await this.#load(head);
      this.#problem = undefined;
      return answered;
    } catch (error) {
      this.#problem = portalProblemOf(error, this.#problem?.since ?? now());
      // What this person may no longer see is not kept in view.
      if (this.#problem.kind === 'not-allowed') this.#held = undefined;
      return undefined;
    } finally {
      this.#isLoading = false;
    }
  }

  async #load(head: SnapshotHead): Promise<SnapshotHead | undefined> {
    const held = this.#held;
    let answer = await this.#client.getSnapshot(this.#kind, this.#source, held);
    if (answer.type === 'patch' && answer.since !== held?.version) {
      answer = await this.#client.getSnapshot(this.#kind, this.#source);
    }
    if (answer.type === 'unchanged') {
      // Another version, but nothing in it that this person may see is different.
      this.#held = held && {
        ...held,
        version: head.version,
        collectedAt: head.collectedAt,
      };
      return undefined;
    }
    this.#held = {
      version: answer.head.version,
      etag: answer.etag,
      collectedAt: answer.head.collectedAt,
      data: dataOf(answer, held),
      personalGaps: gapsBeyond(answer.head.gaps, head.gaps),
    };
    return answer.head;
  }
}

function dataOf(
  answer: Exclude<SnapshotAnswer, { type: 'unchanged' }>,
  held: HeldSnapshot | undefined,
): unknown {
  if (answer.type === 'whole') return answer.data;
  return applyMergePatch((held?.data ?? {}) as object, answer.patch);
}
