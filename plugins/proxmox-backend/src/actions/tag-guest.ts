import {
  defineAction,
  SourceFailure,
  UnknownOutcomeFailure,
  type AnyAction,
  type RunCursor,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxGuestTagPermission,
  proxmoxOperatePermission,
} from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { operatorOf, type ActionDeps } from './action-deps';
import {
  findGuest,
  findGuestAction,
  guestTarget,
  isAllowedOnGuest,
  refOf,
  type GuestSubject,
} from './guest-target';
import { commonObstacles, hindrance } from './obstacles';
import {
  changed,
  isMade,
  sameTags,
  tagEffects,
  tagObstacles,
  type Tagging,
} from './tag-change';

/** What Proxmox VE takes for a tag (pve-common, PVE/JSONSchema.pm), in lower case unless the cluster tells cases apart. */
const NEW_TAG = /^[a-z0-9_][a-z0-9_+.-]*$/;
const ANY_TAG = /^[A-Za-z0-9_][A-Za-z0-9_+.-]*$/;

const input = z.strictObject({
  ...guestTarget,
  add: z
    .array(z.string().max(100).regex(NEW_TAG))
    .default([])
    .describe('Tags that the guest gets, in lower case'),
  remove: z
    .array(z.string().max(100).regex(ANY_TAG))
    .default([])
    .describe('Tags that the guest loses'),
});

/** What is noted before the change is sent. */
interface TagNote extends RunCursor {
  node: string;
  before: string[];
  /** Of the configuration that has them. */
  digest: string;
}

/** What is known once it was sent. */
interface TagCursor extends RunCursor {
  node: string;
  /** What the tags were found to be, where they are neither what they were nor what they should be. */
  found?: string[];
}

/** Proxmox VE's words for a digest that is not the one of the configuration any more (pve-common, PVE/Tools.pm; qemu-server, API2/Qemu.pm). */
const CHANGED_MEANWHILE = /modified configuration|file changed? by other user/i;

const rules = { byHa: false };

/** Changes the tags of a guest. Proxmox VE does it at once: there is no task. */
export const tagGuest = ({ clients, store }: ActionDeps): AnyAction =>
  defineAction<typeof input, z.ZodObject, GuestSubject>({
    name: 'tag-guest',
    title: 'Change tags',
    description:
      'Gives tags to a virtual machine or container of a Proxmox VE cluster, and takes tags from it',
    input,
    output: z.strictObject({ tags: z.array(z.string()) }),
    permission: proxmoxGuestTagPermission,
    visibility: proxmoxOperatePermission,
    destructive: false,
    isAllowed: isAllowedOnGuest,

    find: asked =>
      findGuestAction(store, asked, title => `Change tags of ${title}`),

    async preflight(change, subject) {
      const { operator } = clients.get(subject.source);
      const found: Tagging = {
        subject,
        input: change,
        now: undefined,
        tags: undefined,
        canOperate: operator !== undefined,
      };
      if (operator && subject.nodeOnline) {
        const guest = refOf(subject.guest.id, subject.guest.node);
        try {
          found.now = await operator.guestStatus(guest);
          found.tags = (await operator.tags(guest)).tags;
          found.rules = await operator.tagRules();
        } catch (error) {
          found.now = SourceFailure.from(error);
        }
      }
      const hindered = hindrance(found, rules);
      return {
        effects: tagEffects(found),
        obstacles: hindered
          ? [hindered]
          : [...tagObstacles(found), ...commonObstacles(found, rules)],
      };
    },

    async prepare({ input: { cluster, guest: id }, signal }): Promise<TagNote> {
      const { node } = (await findGuest(store, { cluster, guest: id })).guest;
      const { tags, digest } = await operatorOf(clients, cluster).tags(
        refOf(id, node),
        { signal },
      );
      return { node, before: tags, digest };
    },

    async start(
      { input: asked, resource, signal },
      cursor,
    ): Promise<TagCursor> {
      const { node, before, digest } = cursor as TagNote;
      const operator = operatorOf(clients, asked.cluster);
      try {
        await operator.setTags(
          refOf(asked.guest, node),
          { tags: changed(before, asked), digest },
          { signal },
        );
      } catch (error) {
        const failure = SourceFailure.from(error);
        if (
          failure instanceof UnknownOutcomeFailure ||
          !CHANGED_MEANWHILE.test(failure.message)
        ) {
          throw error;
        }
        throw new SourceFailure(
          'rejected',
          `Somebody else changed the configuration of ${resource.title} at the same moment, so its tags were left as they are. Look at them, and ask again.`,
          { cause: error },
        );
      }
      return { node };
    },

    async recover({ input: asked, signal }, cursor) {
      const { node, before } = cursor as TagNote;
      const { tags } = await operatorOf(clients, asked.cluster).tags(
        refOf(asked.guest, node),
        { signal },
      );
      if (isMade(tags, asked)) return { node };
      return sameTags(tags, before) ? undefined : { node, found: tags };
    },

    async follow({ input: asked, resource, signal }, cursor) {
      const { node, found } = cursor as TagCursor;
      if (found) {
        return {
          cursor,
          end: {
            state: 'unknown',
            error: {
              kind: 'interrupted',
              message: `The answer was lost, and somebody else has changed the tags of ${
                resource.title
              } too: they are ${
                found.join(', ') || 'none'
              } now. Look at them, and ask again for what is missing.`,
            },
          },
        };
      }
      const { tags } = await operatorOf(clients, asked.cluster).tags(
        refOf(asked.guest, node),
        { signal },
      );
      return { cursor, end: { state: 'succeeded', output: { tags } } };
    },
  });
