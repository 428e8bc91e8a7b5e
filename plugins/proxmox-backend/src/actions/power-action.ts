import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  defineAction,
  SourceFailure,
  type ActionContext,
  type AnyAction,
  type RunCursor,
  type SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxGuestPowerPermission,
  proxmoxOperatePermission,
} from '@reverb256/backstage-plugin-proxmox-common';
import {
  parseUpid,
  type GuestRef,
  type ProxmoxClients,
  type ProxmoxOperator,
} from '@reverb256/backstage-plugin-proxmox-node';
import { z } from 'zod';
import { guestRules } from '../guest-permissions';
import { followPower, type Followed, type PowerCursor } from './follow-power';
import { findGuest, guestTitle, type GuestSubject } from './guest-target';
import {
  powerEffects,
  powerObstacles,
  type PowerGoal,
  type PowerSituation,
} from './power-preflight';

/** What actions need of the plugin. */
export interface ActionDeps {
  clients: ProxmoxClients;
  store: Pick<SnapshotStore, 'read'>;
}

/** In what the actions that switch a guest's power differ. */
export interface PowerDefinition<I extends z.ZodObject> {
  name: string;
  title: string;
  description: string;
  input: I;
  goal: PowerGoal;
  /** The types of the tasks that it begins, HA's among them. */
  tasks: readonly string[];
  send(
    operator: ProxmoxOperator,
    guest: GuestRef,
    input: z.output<I>,
    signal: AbortSignal,
  ): Promise<string>;
}

/** What is noted before anything is sent. */
interface PowerNote extends RunCursor {
  node: string;
  /** Our tasks about the guest that there were already. */
  before: string[];
}

interface Target {
  cluster: string;
  guest: string;
  timeout?: number;
}

const isAllowed = createConditionAuthorizer(guestRules);

/** An action that brings a guest to a state, through its node or through the HA manager. */
export function powerAction<I extends z.ZodObject>(
  definition: PowerDefinition<I>,
  { clients, store }: ActionDeps,
): AnyAction {
  const { goal } = definition;

  const operatorOf = (cluster: string): ProxmoxOperator => {
    const { operator } = clients.get(cluster);
    if (operator) return operator;
    throw new SourceFailure(
      'rejected',
      `No credentials for changes are configured for cluster ${cluster} any more: nothing was sent.`,
    );
  };

  const refOf = (target: Target, node: string): GuestRef => {
    const [type, vmid] = target.guest.split('/') as [GuestRef['type'], string];
    return { node, type, vmid };
  };

  const situation = async (subject: GuestSubject): Promise<PowerSituation> => {
    const { operator } = clients.get(subject.source);
    const now =
      operator && subject.nodeOnline
        ? await operator.guestStatus(subject.guest).catch(SourceFailure.from)
        : undefined;
    return { subject, goal, now, canOperate: operator !== undefined };
  };

  /** Our tasks about the guest, of the kinds that this action begins, the newest first. */
  const ourTasks = async (
    target: Target,
    node: string,
    signal: AbortSignal,
  ) => {
    const operator = operatorOf(target.cluster);
    const rows = await operator.guestTasks(refOf(target, node), { signal });
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
    ...definition,
    output: z.strictObject({ status: z.string(), node: z.string().optional() }),
    permission: proxmoxGuestPowerPermission,
    visibility: proxmoxOperatePermission,
    destructive: false,
    isAllowed,

    async find(input) {
      const target = input as unknown as Target;
      const subject = await findGuest(store, target);
      const title = guestTitle(subject.guest);
      return {
        title: `${definition.title} ${title}`,
        resource: {
          type: 'proxmox-guest',
          id: `${target.cluster}/${target.guest}`,
          title,
        },
        subject,
      };
    },

    async preflight(input, subject) {
      const found = await situation(subject);
      const { timeout } = input as unknown as Target;
      return {
        effects: powerEffects(found, timeout),
        obstacles: powerObstacles(found),
      };
    },

    async prepare({ input, signal }): Promise<PowerNote> {
      const target = input as unknown as Target;
      // The node that is asked, from here on: the guest may move, and its tasks stay where they were.
      const { node } = (await findGuest(store, target)).guest;
      return { node, before: await ourTasks(target, node, signal) };
    },

    async start({ input, signal }, cursor): Promise<PowerCursor> {
      const target = input as unknown as Target;
      const { node } = cursor as PowerNote;
      const operator = operatorOf(target.cluster);
      const ref = refOf(target, node);
      return { task: await definition.send(operator, ref, input, signal) };
    },

    async recover({ input, signal }, cursor): Promise<PowerCursor | undefined> {
      // By what there was before, and not by clocks: the node's may differ from ours.
      const { node, before } = cursor as PowerNote;
      const tasks = await ourTasks(input as unknown as Target, node, signal);
      const task = tasks.find(upid => !before.includes(upid));
      return task ? { task } : undefined;
    },

    async follow(context, cursor) {
      const target = context.input as unknown as Target;
      // Not from the inventory: the guest may be gone from it, and the run is still to be ended.
      const { type, vmid } = refOf(target, '');
      const followed: Followed = {
        client: clients.get(target.cluster),
        operator: operatorOf(target.cluster),
        goal,
        title: context.resource.title,
        type,
        vmid,
      };
      return followPower(
        followed,
        context as ActionContext<unknown>,
        cursor as PowerCursor,
      );
    },

    async cancel({ input, signal }, { task }) {
      const { cluster } = input as unknown as Target;
      if (task) await operatorOf(cluster).stopTask(task, { signal });
    },
  });
}
