import { ConflictError } from '@backstage/errors';
import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';

/** Something stands in the way of a change: nothing was begun. @public */
export class RunRefusedError extends ConflictError {
  /** The codes of what stands in the way: `locked`, `busy`, … */
  readonly codes: readonly string[];

  constructor(blocks: readonly Pick<Obstacle, 'code' | 'message'>[]) {
    super(blocks.map(({ message }) => message).join(' '));
    this.codes = blocks.map(({ code }) => code);
  }
}
