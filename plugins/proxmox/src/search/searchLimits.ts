import {
  formatCount,
  formatDuration,
} from '@reverb256/backstage-plugin-infra-react';
import type { GuestSearch } from '@reverb256/backstage-plugin-proxmox-common';

type Searched = GuestSearch['clusters'][number];

/** Whether somebody looks for an address: `10.0.`, `fd00::5`. */
const isAddress = (word: string) =>
  /^\d+\.[\d.]*$/.test(word) || /^[\da-f]*:[\da-f:.]*$/i.test(word);

function ofCluster(
  { title, collectedAt, error, isOld, isPartial, ...known }: Searched,
  looksForAddress: boolean,
  now: Date,
): string[] {
  const why = error ? ` ${error.message}` : '';
  if (collectedAt === undefined) {
    return [
      `${title} has not been read yet: none of its guests can be found.${why}`,
    ];
  }
  const age = (now.getTime() - Date.parse(collectedAt)) / 1000;
  const { guests, withAddresses } = known;
  return [
    ...(isOld
      ? [
          `${title} was last read ${formatDuration(
            Math.max(0, age),
          )} ago: how its guests are now is not known.${why}`,
        ]
      : []),
    ...(isPartial
      ? [`${title} could be read in part only: it may have more guests.`]
      : []),
    ...(looksForAddress && withAddresses < guests
      ? [
          `Of ${title} the addresses of ${withAddresses} of ${formatCount(
            guests,
            'guest',
          )} are known.`,
        ]
      : []),
  ];
}

/**
 * What limits a search: clusters that were not read, not lately or not wholly, and addresses that are not known where one
 * is looked for. Sentences for people; none where everything was searched. Pure.
 */
export function searchLimits(
  clusters: readonly Searched[],
  term: string,
  now: Date,
): string[] {
  const looksForAddress = term.trim().split(/\s+/).some(isAddress);
  return clusters.flatMap(each => ofCluster(each, looksForAddress, now));
}
