import { ResponseError } from '@backstage/errors';
import type { SearchApi } from '@backstage/plugin-search-react';
import type {
  SearchQuery,
  SearchResult,
} from '@backstage/plugin-search-common';
import type { FoundGuests } from './findGuests';
import { GuestSearchApi } from './GuestSearchApi';

const entity: SearchResult = {
  type: 'software-catalog',
  document: { title: 'shop', text: 'A shop', location: '/catalog/shop' },
};

const found: FoundGuests = {
  guests: [
    {
      cluster: 'homelab',
      clusterTitle: 'Homelab',
      guest: 'qemu/100',
      name: 'web',
      node: 'nexus',
      status: 'running',
      template: false,
      tags: ['prod'],
      addresses: ['192.0.2.7'],
      matched: 'name',
    },
  ],
  total: 3,
  clusters: [],
};

async function refusal(status: number): Promise<Error> {
  const body = { error: { name: 'Error', message: 'Not for you.' } };
  const response = new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
  return await ResponseError.fromResponse(response);
}

function make(
  guests: (words: string, limit: number) => Promise<FoundGuests> = async () =>
    found,
  rest: () => void = () => {},
) {
  const asked: SearchQuery[] = [];
  const words: [string, number][] = [];
  const search: SearchApi = {
    query: async query => {
      asked.push(query);
      rest();
      return { results: [entity], numberOfResults: 1, nextPageCursor: 'MQ==' };
    },
  };
  const api = GuestSearchApi.create({
    search,
    find: (term, limit) => {
      words.push([term, limit]);
      return guests(term, limit);
    },
    hrefOf: (cluster, guest) => `/proxmox/guests/${cluster}/${guest}`,
  });
  return { api, asked, words };
}

it('puts guests above the rest, and counts them', async () => {
  const { api } = make();
  const { results, numberOfResults, nextPageCursor } = await api.query({
    term: 'web',
  });
  expect(results.map(({ document }) => document)).toEqual([
    expect.objectContaining({
      title: 'web',
      text: 'VM 100 on nexus in Homelab, running; 192.0.2.7; tags: prod',
      location: '/proxmox/guests/homelab/qemu/100',
    }),
    entity.document,
  ]);
  expect(numberOfResults).toBe(4);
  expect(nextPageCursor).toBe('MQ==');
});

it.each([
  ['for another page', { term: 'web', pageCursor: 'MQ==' }],
  ['for a kind of entity', { term: 'web', filters: { kind: 'System' } }],
  ['for other types', { term: 'web', types: ['techdocs'] }],
  ['without words', { term: ' ' }],
])('asks for no guests %s', async (_, query) => {
  const { api, words } = make();
  expect((await api.query(query)).results).toEqual([entity]);
  expect(words).toEqual([]);
});

it('takes filters that were cleared for none', async () => {
  const { api, words } = make();
  await api.query({ term: 'web', filters: { kind: '', lifecycle: [] } });
  expect(words).toEqual([['web', 8]]);
});

it('asks the index for no type that it does not have', async () => {
  const { api, asked, words } = make();
  await api.query({ term: 'web', types: ['proxmox-guest', 'techdocs'] });
  expect(asked[0].types).toEqual(['techdocs']);
  expect(words).toHaveLength(1);
  const alone = await api.query({ term: 'web', types: ['proxmox-guest'] });
  expect(asked).toHaveLength(1);
  expect(alone.results).toHaveLength(1);
  expect(alone.numberOfResults).toBe(3);
});

it('finds the rest when Proxmox’s plugin is silent, and says what is missing', async () => {
  const { api } = make(async () => {
    throw new Error('Failed to fetch');
  });
  const { results, numberOfResults } = await api.query({ term: 'web' });
  expect(results[0].document).toMatchObject({
    title: 'Guests of Proxmox could not be searched',
    text: 'Some may be missing here. Failed to fetch',
  });
  expect(results[1]).toBe(entity);
  expect(numberOfResults).toBe(1);
  // Alone, there is nothing else to show.
  await expect(
    api.query({ term: 'web', types: ['proxmox-guest'] }),
  ).rejects.toThrow('Failed to fetch');
});

it('keeps the guests that it found when the index is silent', async () => {
  const index = () => {
    throw new Error('No index.');
  };
  const { results } = await make(undefined, index).api.query({ term: 'web' });
  expect(results.map(({ document }) => document)).toEqual([
    expect.objectContaining({ title: 'web' }),
    expect.objectContaining({
      title: 'Nothing but guests could be searched',
      text: 'Some may be missing here. No index.',
    }),
  ]);
  // Where no guest was found either, the page says what went wrong.
  const none = async () => ({ guests: [], total: 0, clusters: [] });
  await expect(make(none, index).api.query({ term: 'web' })).rejects.toThrow(
    'No index.',
  );
  const silent = async () => {
    throw new Error('Failed to fetch');
  };
  await expect(make(silent, index).api.query({ term: 'web' })).rejects.toThrow(
    'No index.',
  );
});

it('says that nothing was found since a cluster was never read', async () => {
  const { api } = make(async () => ({
    guests: [],
    total: 0,
    clusters: [
      {
        cluster: 'homelab',
        title: 'Homelab',
        isOld: true,
        isPartial: false,
        guests: 0,
        withAddresses: 0,
      },
    ],
  }));
  const { results, numberOfResults } = await api.query({ term: 'web' });
  expect(results[0].document).toMatchObject({
    title: 'Not everything is known of the guests',
    text: expect.stringContaining('Homelab has not been read yet'),
  });
  expect(results[1]).toBe(entity);
  expect(numberOfResults).toBe(1);
});

it('says nothing of guests to whoever may see none', async () => {
  const error = await refusal(403);
  const { api } = make(async () => {
    throw error;
  });
  expect((await api.query({ term: 'web' })).results).toEqual([entity]);
  expect(
    (await api.query({ term: 'web', types: ['proxmox-guest'] })).results,
  ).toEqual([]);
});

it('answers nothing to a search that was given up', async () => {
  const controller = new AbortController();
  const { api } = make(async () => {
    controller.abort();
    throw new Error('aborted');
  });
  await expect(
    api.query({ term: 'web' }, { signal: controller.signal }),
  ).rejects.toThrow('aborted');
});
