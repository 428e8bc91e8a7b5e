import { createPermission } from '@backstage/plugin-permission-common';
import { NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import {
  defineAction,
  type AnyAction,
  type Look,
  type RunCursor,
} from '../../actions/action';
import { bulkOutputSchema, bulkSteps } from '../../actions/bulk';
import type { SourceFailure } from '../../source-failure';

export const permission = createPermission({
  name: 'test.lamp.switch',
  attributes: { action: 'update' },
});

/** An upstream that the test plays: what it has received, and how it answers. */
export class FakeUpstream {
  /** How many requests arrived, by lamp. */
  readonly received: string[] = [];
  /** What `start` does after the request arrived; without it, it answers. */
  onStart?: (lamp: string) => Promise<void>;
  /** Whether requests arrive at all. */
  refuse?: SourceFailure;
  /** What a look finds. */
  look: Look | SourceFailure = { cursor: { task: 'T1' }, step: 'working' };
  /** The same for one lamp, where it differs. */
  readonly lookOf: Record<string, Look> = {};
  /** What is known of a request whose answer was lost. */
  recovered: RunCursor | undefined | SourceFailure;
  readonly cancelled: string[] = [];
  blocked = false;
  /** Lamps whose fuse is out. */
  readonly out: string[] = [];
  looks = 0;
  /** Lamps that somebody else has by now. */
  readonly foreign: string[] = [];
  /** By lamp, another that is switched along. */
  readonly tied: Record<string, string> = {};
}

/** Switches a lamp: the smallest action that there can be. */
export const switchLamp = (upstream: FakeUpstream) =>
  defineAction({
    name: 'switch-lamp',
    title: 'Switch',
    description: 'Switches a lamp on or off',
    input: z.strictObject({ lamp: z.string(), on: z.boolean().default(true) }),
    output: z.strictObject({}),
    permission,
    visibility: permission,
    destructive: false,
    async find({ lamp }) {
      if (lamp === 'none') throw new NotFoundError(`There is no lamp ${lamp}`);
      return {
        title: `Switch lamp ${lamp}`,
        resource: { type: 'lamp', id: `home/${lamp}`, title: lamp },
        subject: { lamp },
      };
    },
    async preflight(input, _, __, allows) {
      const isOut = upstream.blocked || upstream.out.includes(input.lamp);
      const lamp = upstream.tied[input.lamp];
      const isTheirs = lamp === undefined || allows({ lamp });
      const block = (code: string, message: string) => ({
        code,
        severity: 'block' as const,
        message,
      });
      return {
        effects: [`${input.lamp} goes ${input.on ? 'on' : 'off'}`],
        obstacles: [
          ...(isOut ? [block('fuse', 'The fuse is out.')] : []),
          ...(isTheirs ? [] : [block('tied', 'It is tied to another.')]),
        ],
        affects: lamp
          ? [{ type: 'lamp', id: `home/${lamp}`, title: lamp }]
          : undefined,
      };
    },
    async start({ input }) {
      if (upstream.refuse) throw upstream.refuse;
      upstream.received.push(input.lamp);
      await upstream.onStart?.(input.lamp);
      return { task: 'T1' };
    },
    async recover() {
      if (upstream.recovered instanceof Error) throw upstream.recovered;
      return upstream.recovered as RunCursor | undefined;
    },
    async follow({ input }) {
      upstream.looks++;
      const ofLamp = upstream.lookOf[input.lamp];
      if (ofLamp) return ofLamp;
      if (upstream.look instanceof Error) throw upstream.look;
      const { lines, ...look } = upstream.look as Look;
      // What was written is told once.
      upstream.look = look;
      return { ...look, lines };
    },
    async cancel(_, cursor) {
      upstream.cancelled.push(String(cursor.task));
    },
  });

/** Switches many lamps, so many at once. */
export const switchLamps = () =>
  defineAction({
    name: 'switch-lamps',
    title: 'Switch',
    description: 'Switches lamps on',
    input: z.strictObject({
      lamps: z.array(z.string()),
      atOnce: z.number().default(2),
      /** The action that is run for each. */
      with: z.string().default('switch-lamp'),
    }),
    output: bulkOutputSchema,
    permission,
    visibility: permission,
    destructive: false,
    async find({ lamps }) {
      const title = `${lamps.length} lamps`;
      return {
        title: `Switch ${title}`,
        resource: { type: 'lamps', id: lamps.join(), title },
        subject: { lamps },
      };
    },
    async preflight() {
      return { effects: [], obstacles: [] };
    },
    ...bulkSteps<{ lamps: string[]; atOnce: number; with: string }>({
      action: input => input.with,
      done: 'lit',
      atOnce: ({ atOnce }) => atOnce,
      async plan({ input: { lamps } }) {
        return {
          items: lamps.map(lamp => ({ key: lamp, title: lamp })),
          left: [{ title: 'z', reason: 'It is lit.' }],
        };
      },
      inputOf: lamp => ({ lamp }),
    }),
  });

const guardPermission = createPermission({
  name: 'test.lamp.guard',
  attributes: { action: 'update' },
  resourceType: 'test-lamp',
});

/** One and many, allowed on some lamps only. */
export const guardLamps = (upstream: FakeUpstream): AnyAction[] => [
  {
    ...switchLamp(upstream),
    name: 'guard-lamp',
    permission: guardPermission,
    isAllowed: (_, { lamp }: { lamp: string }) =>
      !upstream.foreign.includes(lamp),
  },
  {
    ...switchLamps(),
    name: 'guard-lamps',
    permission: guardPermission,
    isAllowed: (_, { lamps }: { lamps: string[] }) =>
      !lamps.some(lamp => upstream.foreign.includes(lamp)),
  },
];

/** Needs another permission than the others. */
export const paintLamp = (upstream: FakeUpstream) => ({
  ...switchLamp(upstream),
  name: 'paint-lamp',
  permission: createPermission({
    name: 'test.lamp.paint',
    attributes: { action: 'update' },
  }),
});
