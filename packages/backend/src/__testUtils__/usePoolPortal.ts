import { setTimeout as wait } from 'node:timers/promises';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { CLUSTER, until, useLabPortal, type Guest } from './useLabPortal';

/** The pool that people are limited to. */
export const POOL = 'home';

const groups = (role: string) => [`group:default/platform-${role}s`];
export const PEOPLE = {
  admin: { ref: 'user:default/ann', groups: groups('admin') },
  operator: { ref: 'user:default/otto', groups: groups('operator') },
  // Sees only the pool, too.
  tenant: { ref: 'user:default/tess', groups: ['group:default/tenants'] },
};
export type Person = keyof typeof PEOPLE;

/** No guest has this id. */
export const NOWHERE = { id: 'qemu/999999' };

/** Guests as bulk actions, runs and records call them. */
export const names = (...guests: { id: string }[]) =>
  guests.map(({ id }) => `${CLUSTER}/${id}`);

/** A portal on a lab, with people who may change, or see, the guests of one pool only. */
export function usePoolPortal() {
  const labPortal = useLabPortal(() => ({
    access: {
      roles: {
        admin: { groups: groups('admin') },
        operator: {
          groups: groups('operator'),
          permissions: ['proxmox.*'],
          limits: {
            'proxmox.guest.*': { pools: [POOL] },
            'proxmox.guest.read': 'all',
          },
        },
        viewer: {
          groups: ['group:default/tenants'],
          permissions: [
            'proxmox.operate',
            'proxmox.guest.power',
            'infra.audit.read',
          ],
          limits: { 'proxmox.guest.*': { pools: [POOL] } },
        },
      },
    },
    catalog: {
      locations: [],
      providers: {
        proxmox: { defaultOwner: 'platform-admins', everySeconds: 10 },
      },
    },
  }));
  let tokens: Record<Person, string>;
  let mine: Guest;
  let other: Guest;

  /** What any route of the portal answers somebody. */
  const askPortal = (person: Person, path: string, body?: object) =>
    labPortal.ask(tokens[person], path, body);
  const ask = async (person: Person, path: string, body?: object) => {
    const { status, text } = await askPortal(
      person,
      `proxmox/v1/${path}`,
      body,
    );
    return { status, body: JSON.parse(text) };
  };
  const guestsSeenBy = async (person: Person): Promise<Guest[]> =>
    Object.values((await labPortal.guests(tokens[person])) ?? {});

  beforeAll(async () => {
    const tokenList = await Promise.all(
      Object.entries(PEOPLE).map(async ([name, person]) => [
        name,
        await labPortal.portal.tokenOf(person),
      ]),
    );
    tokens = Object.fromEntries(tokenList);
    const stopped = await until(async () => {
      const guests = (await guestsSeenBy('admin')).filter(
        guest =>
          guest.status === 'stopped' && !guest.template && !guest.haState,
      );
      return guests.length > 0 ? guests : undefined;
    });
    mine = stopped.find(({ pool }) => pool === POOL)!;
    other = stopped.find(({ pool }) => pool !== POOL)!;
  }, 120_000);

  return {
    askPortal,
    ask,
    guestsSeenBy,
    start: (person: Person, { id }: { id: string }) =>
      ask(person, 'actions/start-guest', { cluster: CLUSTER, guest: id }),
    preflight: (person: Person, { id }: { id: string }) =>
      ask(person, 'actions/start-guest/preflight', {
        cluster: CLUSTER,
        guest: id,
      }),
    /** The run when it has ended; lab time passes meanwhile. */
    async ended(person: Person, id: string): Promise<Run> {
      for (;;) {
        const run = (await ask(person, `runs/${id}`)).body as Run;
        if (run.endedAt) return run;
        await labPortal.lab.control.advance(2);
        await wait(100);
      }
    },
    /** The lab is as it was in the beginning, and the portal has seen that. */
    async stoppedAgain(): Promise<void> {
      await labPortal.lab.control.reset();
      await until(async () =>
        (
          await guestsSeenBy('admin')
        ).find(({ id, status }) => id === mine.id && status === 'stopped'),
      );
    },
    get portal() {
      return labPortal.portal;
    },
    get tokens() {
      return tokens;
    },
    /** A guest of the pool, and one that is not, both stopped. */
    get guests() {
      return { mine, other };
    },
  };
}
