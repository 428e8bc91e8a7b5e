import { CONTAINER, situationOf } from '../__testUtils__/situations';
import { findGuestAction } from './guest-target';

const { guest } = situationOf({ guest: CONTAINER }).subject;

const store = (...names: string[]) => ({
  sources: names.map(name => ({ name, title: name.toLocaleUpperCase('en') })),
  read: async <T>(_: string, source: string) => ({
    source,
    title: source,
    version: '1',
    intervalSeconds: 10,
    gaps: [],
    // The store gives back whatever was recorded, as what is asked for.
    data: { guests: { 'lxc/100': guest }, nodes: {} } as unknown as T,
  }),
});

const find = (...clusters: string[]) =>
  findGuestAction(
    store(...clusters),
    { cluster: 'lab', guest: 'lxc/100' },
    title => `Stop ${title}`,
  );

it('calls a guest by its name where there is one cluster', async () => {
  const { title, resource } = await find('lab');
  expect(resource.title).toBe('web (CT 100)');
  expect(title).toBe(`Stop ${resource.title}`);
});

it('tells guests of several clusters apart, also in the name that is typed to confirm', async () => {
  const { title, resource } = await find('lab', 'prod');
  expect(resource.title).toBe('web (CT 100) on LAB');
  expect(title).toBe(`Stop ${resource.title}`);
  expect(resource.id).toBe('lab/lxc/100');
});
