import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import type { AnyAction, ActionRuns } from '../actions/action';
import { allowedBy, notAllowed, type Asked } from './asked';
import type { DatabaseRunStore } from './database-run-store';
import { derivedId } from './derived-id';
import type { RunAcceptor } from './run-acceptor';
import { parseInput } from './run-asker';
import type { RunRecorder } from './run-recorder';

/** What makes the runs of one plugin able to begin others. */
export interface ChildRunsOptions {
  actions: readonly AnyAction[];
  store: DatabaseRunStore;
  acceptor: RunAcceptor;
  recorder: RunRecorder;
  /** Asks the upstream to stop what a run does. */
  cancel: (run: Run) => Promise<void>;
}

/** The runs that a run begins: in the name of whoever began it, each with records of its own. */
export class ChildRuns implements ActionRuns {
  readonly #options: ChildRunsOptions;
  readonly #parent: Run;

  constructor(parent: Run, options: ChildRunsOptions) {
    this.#parent = parent;
    this.#options = options;
  }

  async begin(
    key: string,
    name: string,
    rawInput: Record<string, unknown>,
  ): Promise<Run> {
    const begun = await this.read(key);
    if (begun) return begun;
    const asked = await this.#ask(name, rawInput);
    const { acceptor, recorder } = this.#options;
    const parent = this.#parent;
    if (!asked.allowed) {
      const reason = notAllowed(asked);
      await recorder.refuse(asked, reason, { parent });
      throw new NotAllowedError(reason);
    }
    const { pluginId, id } = parent;
    try {
      return await acceptor.accept(asked, {
        pluginId,
        id: derivedId(id, key),
        parent,
      });
    } catch (error) {
      // Another process may have begun it at the same moment; then it is the one that stood in the way.
      const other = await this.read(key);
      if (other) return other;
      throw error;
    }
  }

  async isCancelRequested(): Promise<boolean> {
    const run = await this.#options.store.get(this.#parent.id);
    return run?.cancelRequested ?? false;
  }

  async read(key: string): Promise<Run | undefined> {
    return this.#options.store.get(derivedId(this.#parent.id, key));
  }

  async cancel(key: string): Promise<void> {
    const run = await this.read(key);
    if (!run || isEnded(run.state) || !run.cancellable) return;
    if (!run.cancelRequested) await this.#options.cancel(run);
  }

  active(resourceIds: readonly string[]): Promise<Run[]> {
    return this.#options.store.activeOn(resourceIds);
  }

  /** Decides by what was decided of the parent: nobody is there to be asked about, and the thing may be another's by now. */
  async #ask(name: string, rawInput: Record<string, unknown>): Promise<Asked> {
    const action = this.#action(name);
    const input = parseInput(action, rawInput);
    const { actor, origin, id } = this.#parent;
    const decision = await this.#options.store.decision(id);
    const found = await action.find(input);
    const allows = decision ? allowedBy(action, decision) : () => false;
    return {
      action,
      input,
      caller: { actor, origin },
      found,
      allowed: allows(found.subject),
      decision,
      allows,
    };
  }

  /** What was allowed of the parent must be all that its children need. */
  #action(name: string): AnyAction {
    const { actions } = this.#options;
    const action = actions.find(a => a.name === name);
    if (!action) throw new NotFoundError(`There is no action '${name}'`);
    const own = actions.find(a => a.name === this.#parent.action);
    if (action.permission.name !== own?.permission.name) {
      throw new TypeError(
        `A run of ${
          this.#parent.action
        } cannot begin one of ${name}: it needs another permission, which nobody was asked for`,
      );
    }
    return action;
  }
}
