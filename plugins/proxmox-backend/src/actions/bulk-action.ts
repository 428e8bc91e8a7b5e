import type {
  PolicyDecision,
  Permission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import {
  bulkOutputSchema,
  bulkSteps,
  defineAction,
  nameSome,
  type ActionContext,
  type ActiveRuns,
  type AnyAction,
} from '@reverb256/backstage-plugin-infra-node';
import { proxmoxOperatePermission } from '@reverb256/backstage-plugin-proxmox-common';
import type { z } from 'zod';
import { guestRules } from '../guest-permissions';
import type { ActionDeps } from './action-deps';
import {
  bulkObstacles,
  haSentence,
  judgeGuests,
  planOf,
  type BulkVerdict,
  type Leaving,
} from './bulk-preflight';
import {
  countGuests,
  findGuests,
  resourceOf,
  targetOfKey,
  titleOf,
  type GuestsSubject,
  type NamedGuest,
} from './bulk-target';
import type { GuestSubject } from './guest-target';

/** What every action on many guests takes. */
export interface BulkInput {
  guests: string[];
  atOnce: number;
}

/** In what the actions on many guests differ. */
export interface BulkGuestsDefinition<I extends z.ZodObject> {
  name: string;
  title: string;
  description: string;
  input: I;
  permission: Permission;
  /** The action that is run for each guest. */
  action: string;
  /** What happened to one, in a word: `started`. */
  done: string;
  /** What the action of one refuses as done already. */
  already: string;
  /** What a run of it is called; otherwise its title and how many guests. */
  called?(input: z.output<I>, guests: string): string;
  /** Why a guest is left as it is. Pure. */
  leaves(subject: GuestSubject, input: z.output<I>): Leaving | undefined;
  /** What will happen, besides how many it happens to. Pure. */
  effects(todo: readonly NamedGuest[], input: z.output<I>): string[];
  /** What stands in the way of all together. Pure. */
  obstacles?(
    todo: readonly NamedGuest[],
    subject: GuestsSubject,
    input: z.output<I>,
  ): Obstacle[];
  /** What the action of one takes besides the guest. */
  more?(input: z.output<I>): Record<string, unknown>;
}

const isAllowed = createConditionAuthorizer(guestRules);

/** An action on many guests: a run of another action for each. */
export function bulkGuestsAction<I extends z.ZodObject>(
  definition: BulkGuestsDefinition<I>,
  { clients, store }: ActionDeps,
): AnyAction {
  type Input = z.output<I>;
  const { action, done, already } = definition;
  const bulkInput = (input: Input) => input as unknown as BulkInput;

  const judge = async (
    input: Input,
    { guests }: GuestsSubject,
    runs: ActiveRuns,
  ): Promise<BulkVerdict> => {
    const known = new Set(clients.list().map(each => each.cluster.name));
    return judgeGuests({
      guests,
      active: await runs.active(guests.map(({ key }) => key)),
      canOperate: cluster =>
        known.has(cluster) && clients.get(cluster).operator !== undefined,
      leaves: subject => definition.leaves(subject, input),
    });
  };

  const isMine = (decision: PolicyDecision, { found }: NamedGuest) =>
    found !== undefined && isAllowed(decision, found);

  return defineAction<I, typeof bulkOutputSchema, GuestsSubject>({
    name: definition.name,
    title: definition.title,
    description: definition.description,
    input: definition.input,
    output: bulkOutputSchema,
    permission: definition.permission,
    visibility: proxmoxOperatePermission,
    destructive: false,

    async find(input) {
      const subject = await findGuests(store, bulkInput(input).guests);
      const resource = resourceOf(subject.guests);
      return {
        title:
          definition.called?.(input, resource.title) ??
          `${definition.title} ${resource.title}`,
        resource,
        subject,
      };
    },

    isAllowed: (decision, { guests }) =>
      guests.every(guest => isMine(decision, guest)),
    // What is not there and what is not theirs look the same.
    refusal: (decision, { guests }) =>
      `Not there, or not yours to change: ${nameSome(
        guests.filter(guest => !isMine(decision, guest)).map(({ key }) => key),
      )}.`,

    async preflight(input, subject, runs) {
      const verdict = await judge(input, subject, runs);
      const { todo } = verdict;
      const limit = bulkInput(input).atOnce;
      const names = nameSome(todo.map(titleOf));
      return {
        effects:
          todo.length === 0
            ? []
            : [
                `${countGuests(todo.length)} ${
                  todo.length === 1 ? 'is' : 'are'
                } ${done}${
                  todo.length > limit ? `, ${limit} at a time` : ''
                }: ${names}.`,
                ...definition.effects(todo, input),
                ...haSentence(todo),
              ],
        obstacles: [
          ...(definition.obstacles?.(todo, subject, input) ?? []),
          ...bulkObstacles(verdict),
        ],
      };
    },

    ...bulkSteps<Input>({
      action,
      done,
      already,
      atOnce: input => bulkInput(input).atOnce,
      async plan({ input, runs }: ActionContext<Input>) {
        const subject = await findGuests(store, bulkInput(input).guests);
        return planOf(await judge(input, subject, runs));
      },
      inputOf: (key, input) => ({
        ...targetOfKey(key),
        ...definition.more?.(input),
      }),
    }),
  });
}
