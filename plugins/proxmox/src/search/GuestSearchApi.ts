import type { SearchApi } from '@backstage/plugin-search-react';
import type {
  SearchQuery,
  SearchResult,
  SearchResultSet,
} from '@backstage/plugin-search-common';
import {
  portalProblemOf,
  serverClock,
  type PortalProblem,
} from '@reverb256/backstage-plugin-infra-react';
import {
  GUEST_RESULT,
  guestResult,
  limitResults,
  problemResult,
  restProblemResult,
} from './guestResult';
import type { FindGuests, FoundGuests } from './findGuests';
import { searchLimits } from './searchLimits';

/** So many guests stand above what else was found. */
const GUESTS_ABOVE = 8;

/** So many guests are found at most where nothing else is looked for. */
const GUESTS_ALONE = 100;

/** Whether something else than words narrows the search: guests have neither kind nor lifecycle. */
const isFiltered = ({ filters = {} }: SearchQuery): boolean =>
  Object.values(filters).some(value =>
    Array.isArray(value) ? value.length > 0 : Boolean(value),
  );

/** A guest that one may not see is one that is not there. */
const none: FoundGuests = { guests: [], total: 0, clusters: [] };

/**
 * The search of the portal with Proxmox's guests above what it finds: they are found in the plugin's snapshot, by name,
 * id, tag and address, as far as the person may see them. When the plugin or the index is silent the other's results are
 * there all the same, and one result says what is missing.
 */
export class GuestSearchApi implements SearchApi {
  readonly #search: SearchApi;
  readonly #find: FindGuests;
  readonly #hrefOf: (cluster: string, guest: string) => string;

  /**
   * @param search - what else there is to be found
   * @param hrefOf - the page of a guest
   */
  static create(options: {
    search: SearchApi;
    find: FindGuests;
    hrefOf: (cluster: string, guest: string) => string;
  }): GuestSearchApi {
    return new GuestSearchApi(options.search, options.find, options.hrefOf);
  }

  private constructor(
    search: SearchApi,
    find: FindGuests,
    hrefOf: (cluster: string, guest: string) => string,
  ) {
    this.#search = search;
    this.#find = find;
    this.#hrefOf = hrefOf;
  }

  async query(
    query: SearchQuery,
    options?: { signal?: AbortSignal },
  ): Promise<SearchResultSet> {
    const { types = [], term, pageCursor } = query;
    const others = types.filter(type => type !== GUEST_RESULT);
    const isAlone = types.length > 0 && others.length === 0;
    if (isAlone) return await this.#guestsAlone(query, options);
    const isWanted = types.length === 0 || types.includes(GUEST_RESULT);
    const isFirstPage = pageCursor === undefined;
    if (!isWanted || !isFirstPage || isFiltered(query) || !term.trim()) {
      return await this.#search.query({ ...query, types: others }, options);
    }
    const [rest, guests] = await Promise.all([
      this.#search
        .query({ ...query, types: others }, options)
        .catch((error: unknown) => ({ error })),
      this.#find(term, GUESTS_ABOVE, options?.signal).catch(error =>
        problemOf(error, options?.signal),
      ),
    ]);
    if ('error' in rest) {
      return this.#withoutRest(rest.error, guests, term, options?.signal);
    }
    const found: SearchResultSet = rest;
    return {
      ...found,
      results: [...this.#resultsOf(guests, term), ...found.results],
      numberOfResults:
        found.numberOfResults === undefined || 'kind' in guests
          ? found.numberOfResults
          : found.numberOfResults + guests.total,
    };
  }

  /** The guests that were found are there all the same; without any, what went wrong is what the page says. */
  #withoutRest(
    error: unknown,
    guests: FoundGuests | PortalProblem,
    term: string,
    signal: AbortSignal | undefined,
  ): SearchResultSet {
    if (signal?.aborted || 'kind' in guests || guests.total === 0) throw error;
    const problem = portalProblemOf(error, new Date().toISOString());
    return {
      results: [...this.#resultsOf(guests, term), restProblemResult(problem)],
    };
  }

  /** Nothing else was looked for, so what goes wrong is what the page says. */
  async #guestsAlone(
    { term, pageLimit }: SearchQuery,
    options?: { signal?: AbortSignal },
  ): Promise<SearchResultSet> {
    const found = await this.#find(
      term,
      pageLimit || GUESTS_ALONE,
      options?.signal,
    ).catch(error => {
      const problem = problemOf(error, options?.signal);
      if ('kind' in problem) throw error;
      return problem;
    });
    return {
      results: this.#resultsOf(found, term),
      numberOfResults: found.total,
    };
  }

  /** The guests, and after them what is not known: that none was found may be for that. */
  #resultsOf(found: FoundGuests | PortalProblem, term: string): SearchResult[] {
    if ('kind' in found) return [problemResult(found)];
    const now = new Date(serverClock.now());
    return [
      ...found.guests.map(guest =>
        guestResult(guest, this.#hrefOf(guest.cluster, guest.guest)),
      ),
      ...limitResults(searchLimits(found.clusters, term, now)),
    ];
  }
}

function problemOf(
  error: unknown,
  signal: AbortSignal | undefined,
): FoundGuests | PortalProblem {
  // Somebody has typed on: nobody will see this answer.
  if (signal?.aborted) throw error;
  const problem = portalProblemOf(error, new Date().toISOString());
  return problem.kind === 'not-allowed' ? none : problem;
}
