import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import type { TagRules } from '@reverb256/backstage-plugin-proxmox-node';
import { guestTitle } from './guest-target';
import { block, warn, type GuestSituation } from './obstacles';
import { listed } from './snapshot-target';

/** Which tags a guest gets, and which it loses. */
export interface TagChange {
  add: string[];
  remove: string[];
}

/** The guest's tags after a change: those that stay keep their places. Pure. */
export function changed(
  tags: readonly string[],
  { add, remove }: TagChange,
): string[] {
  const kept = tags.filter(tag => !remove.includes(tag));
  return [...new Set([...kept, ...add])];
}

/** Whether two guests would carry the same tags. Pure. */
export const sameTags = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every(tag => b.includes(tag));

/** Whether a guest with these tags is as the change wants it. Pure. */
export const isMade = (
  tags: readonly string[],
  { add, remove }: TagChange,
): boolean =>
  add.every(tag => tags.includes(tag)) &&
  !remove.some(tag => tags.includes(tag));

/** A change of tags before it is made. */
export interface Tagging extends GuestSituation {
  input: TagChange;
  /** As they are now; undefined where there was something in the way before. */
  tags: string[] | undefined;
  /** Which may be given and taken. */
  rules?: TagRules;
}

/** Whether a tag may be given or taken; undefined where the token is not told. */
const mayChange = (
  { free, allowed, registered }: TagRules,
  tag: string,
): boolean | undefined =>
  allowed.includes(tag) || (registered.includes(tag) ? false : free);

const tagWord = (tags: readonly string[]) =>
  tags.length === 1 ? 'the tag' : 'the tags';

/** What will happen. Pure. */
export function tagEffects({ subject, input, tags }: Tagging): string[] {
  const title = guestTitle(subject.guest);
  const known = tags ?? subject.guest.tags;
  const gained = input.add.filter(tag => !known.includes(tag));
  const lost = input.remove.filter(tag => known.includes(tag));
  const effects: string[] = [];
  if (gained.length > 0) {
    effects.push(`${title} gets ${tagWord(gained)} ${listed(gained)}.`);
  }
  if (lost.length > 0) {
    effects.push(`${title} loses ${tagWord(lost)} ${listed(lost)}.`);
  }
  if (effects.length > 0) {
    effects.push(
      'What goes by tags (who may do what to it, who owns it, what backs it up) goes by the new ones then.',
    );
  }
  return effects;
}

function unknownAccess(untold: readonly string[]): Obstacle[] {
  return untold.length > 0
    ? [
        warn(
          'tag-access-unknown',
          `Whether the options of the datacenter let the portal's token give or take ${tagWord(
            untold,
          )} ${listed(
            untold,
          )} is not known, as it lacks Sys.Audit on /: if they do not, it fails and nothing is changed.`,
        ),
      ]
    : [];
}

/** What stands in the way. Pure. */
export function tagObstacles({
  subject,
  input,
  tags,
  rules,
}: Tagging): Obstacle[] {
  const title = guestTitle(subject.guest);
  const both = input.add.filter(tag => input.remove.includes(tag));
  if (both.length > 0) {
    return [
      block(
        'contradiction',
        `${title} cannot get and lose ${tagWord(both)} ${listed(
          both,
        )} at once.`,
      ),
    ];
  }
  if (input.add.length + input.remove.length === 0) {
    return [block('nothing', 'Name a tag that it is to get or to lose.')];
  }
  if (!tags || !rules) return [];
  if (isMade(tags, input)) {
    return [
      block(
        'already',
        `${title} has these tags already: ${
          tags.length > 0 ? tags.join(', ') : 'none'
        }.`,
      ),
    ];
  }
  const after = changed(tags, input);
  const touched = [
    ...after.filter(tag => !tags.includes(tag)),
    ...tags.filter(tag => !after.includes(tag)),
  ];
  const kept = touched.filter(tag => mayChange(rules, tag) === false);
  const untold = touched.filter(tag => mayChange(rules, tag) === undefined);
  return kept.length > 0
    ? [
        block(
          'tag-access',
          `The options of the datacenter do not let the portal's token give or take ${tagWord(
            kept,
          )} ${listed(
            kept,
          )}: that takes Sys.Modify on /, or User Tag Access that allows it.`,
        ),
      ]
    : unknownAccess(untold);
}
