import {
  defineAction,
  SourceFailure,
  type ActionContext,
  type Allows,
  type AnyAction,
  type RunCursor,
} from '@reverb256/backstage-plugin-infra-node';
import { proxmoxOperatePermission } from '@reverb256/backstage-plugin-proxmox-common';
import { parseUpid } from '@reverb256/backstage-plugin-proxmox-node';
import { z } from 'zod';
import { operatorOf, type ActionDeps } from './action-deps';
import { followGuest, type GuestCursor } from './follow-guest';
import type {
  GuestActionDefinition,
  Situation,
} from './guest-action-definition';
import {
  findGuest,
  findGuestAction,
  isAllowedOnGuest,
  refOf,
  type GuestSubject,
  type Target,
} from './guest-target';
import { commonObstacles, hindrance } from './obstacles';

/** What is noted before anything is sent. */
interface Note<N> extends RunCursor {
  node: string;
  /** Our tasks about the guest that there were already. */
  before: string[];
  more: N;
}

/** The node that was asked goes along, since the guest may move. */
interface SentCursor extends GuestCursor {
  node?: string;
}

/** What every action on a guest may tell at its end. */
const outputSchema = z.strictObject({
  status: z.string().optional(),
  node: z.string().optional(),
  snapshot: z.string().optional(),
});

const targetOf = (input: unknown) => input as Target;

/** An action on one guest, which goes by a task of its node or through the HA manager. */
export function guestAction<
  I extends z.ZodObject,
  F = undefined,
  N = undefined,
>(
  definition: GuestActionDefinition<I, F, N>,
  { clients, store }: ActionDeps,
): AnyAction {
  type Input = z.output<I>;
  const { rules } = definition;

  const situation = async (
    input: Input,
    subject: GuestSubject,
    allows: Allows<GuestSubject>,
  ): Promise<Situation<Input, F>> => {
    const { operator } = clients.get(subject.source);
    const known = { input, subject, canOperate: operator !== undefined };
    if (!operator || !subject.nodeOnline) {
      return { ...known, now: undefined, facts: undefined };
    }
    const guest = refOf(subject.guest.id, subject.guest.node);
    const now = await operator.guestStatus(guest).catch(SourceFailure.from);
    const found = { ...known, now, facts: undefined };
    // What is locked, for one, is not told of what else there is.
    const enough =
      hindrance(found, rules) ?? commonObstacles(found, rules).at(0);
    if (!definition.look || enough) return found;
    try {
      const looking = { input, subject, guest, operator, allows };
      return { ...found, facts: await definition.look(looking) };
    } catch (error) {
      return { ...found, now: SourceFailure.from(error) };
    }
  };

  /** Our tasks about the guest, of the kinds that this action begins, the newest first. */
  const ourTasks = async (
    target: Target,
    node: string,
    signal: AbortSignal,
  ) => {
    const operator = operatorOf(clients, target.cluster);
    const rows = await operator.guestTasks(refOf(target.guest, node), {
      signal,
    });
    return rows
      .map(row => row.upid)
      .filter(upid => {
        const parsed = parseUpid(upid);
        return (
          parsed?.user === operator.tokenId &&
          definition.tasks.includes(parsed.type)
        );
      });
  };

  return defineAction<I, z.ZodObject, GuestSubject>({
    name: definition.name,
    title: definition.title,
    description: definition.description,
    input: definition.input,
    output: outputSchema,
    permission: definition.permission,
    visibility: proxmoxOperatePermission,
    destructive: definition.destructive,
    isAllowed: isAllowedOnGuest,

    find: input =>
      findGuestAction(store, targetOf(input), title =>
        definition.called
          ? definition.called(input, title)
          : `${definition.title} ${title}`,
      ),

    async preflight(input, subject, _, allows) {
      const found = await situation(input, subject, allows);
      const hindered = hindrance(found, rules);
      return {
        effects: definition.effects(found),
        obstacles: hindered
          ? [hindered]
          : [...definition.obstacles(found), ...commonObstacles(found, rules)],
        affects: definition.affects?.(found),
      };
    },

    async prepare({ input, signal }): Promise<Note<N>> {
      const target = targetOf(input);
      // The node that is asked, from here on: the guest may move, and its tasks stay where they were.
      const { node } = (await findGuest(store, target)).guest;
      const guest = refOf(target.guest, node);
      const operator = operatorOf(clients, target.cluster);
      return {
        node,
        before: await ourTasks(target, node, signal),
        more: (await definition.note?.({
          input,
          guest,
          operator,
          signal,
        })) as N,
      };
    },

    async start({ input, signal }, cursor): Promise<SentCursor> {
      const target = targetOf(input);
      const { node, more } = cursor as Note<N>;
      const task = await definition.send({
        input,
        guest: refOf(target.guest, node),
        operator: operatorOf(clients, target.cluster),
        note: more,
        signal,
      });
      return { task, node };
    },

    async recover({ input, signal }, cursor): Promise<SentCursor | undefined> {
      // By what there was before, and not by clocks: the node's may differ from ours.
      const { node, before } = cursor as Note<N>;
      const tasks = await ourTasks(targetOf(input), node, signal);
      const task = tasks.find(upid => !before.includes(upid));
      return task ? { task, node } : undefined;
    },

    async follow(context, cursor) {
      const { input, resource } = context;
      const { node, ...sent } = cursor as SentCursor;
      const { cluster, guest: id } = targetOf(input);
      // Not from the inventory: the guest may be gone from it, and the run is still to be ended.
      const guest = refOf(id, node ?? parseUpid(sent.task ?? '')?.node ?? '');
      const operator = operatorOf(clients, cluster);
      const look = await followGuest(
        {
          client: clients.get(cluster),
          operator,
          title: resource.title,
          guest,
          ha: definition.ha?.(input, guest),
          awaits: definition.awaits?.(input, guest),
          output: definition.output(input),
          afterFailure:
            definition.afterFailure &&
            (signal =>
              definition.afterFailure!({ input, guest, operator, signal })),
        },
        context as ActionContext<unknown>,
        sent,
      );
      return { ...look, cursor: { ...look.cursor, node: guest.node } };
    },

    ...(definition.canCancel && {
      async cancel(
        { input, signal }: ActionContext<Input>,
        { task }: RunCursor,
      ) {
        const { cluster } = targetOf(input);
        if (task) await operatorOf(clients, cluster).stopTask(task, { signal });
      },
    }),
  });
}
