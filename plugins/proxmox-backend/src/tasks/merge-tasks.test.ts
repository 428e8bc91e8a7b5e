import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';
import {
  compareTasks,
  formatCursor,
  mergeTasks,
  parseCursor,
  type NodePage,
} from './merge-tasks';
import { chooseNodes } from './read-history';
import { guestOfTask, isLogFor } from './task-guest';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 24, 10, minute)).toISOString();

/** A task of a node that began and ended in these minutes; it runs where it has no end. */
const task = (node: string, begin: number, end?: number): ProxmoxTask => ({
  upid: `UPID:${node}:${String(begin).padStart(2, '0')}`,
  node,
  type: 'qmstart',
  user: 'root@pam',
  startedAt: at(begin),
  endedAt: end === undefined ? undefined : at(end),
  state: end === undefined ? 'running' : 'succeeded',
});
const page = (tasks: ProxmoxTask[], isFull = false): NodePage => ({
  tasks,
  isFull,
});
const begins = (tasks: readonly ProxmoxTask[]) =>
  tasks.map(each => `${each.node} ${new Date(each.startedAt).getUTCMinutes()}`);

describe('tasks of several nodes', () => {
  it('are one list, the newest first, each once', () => {
    const { tasks, hasMore } = mergeTasks(
      [
        page([task('nexus', 9, 9), task('nexus', 3, 4)]),
        page([task('forge', 5, 6), task('forge', 5, 6)]),
      ],
      undefined,
      10,
    );
    expect(begins(tasks)).toEqual(['nexus 9', 'forge 5', 'nexus 3']);
    expect(hasMore).toBe(false);
  });

  it('end where a node may have more that belong in between', () => {
    const { tasks, hasMore } = mergeTasks(
      [
        // Full: what else nexus has ended before minute 7.
        page(
          [task('nexus', 9, 10), task('nexus', 6, 8), task('nexus', 7, 7)],
          true,
        ),
        page([task('forge', 8, 9), task('forge', 2, 3)]),
      ],
      undefined,
      10,
    );
    expect(begins(tasks)).toEqual(['nexus 9', 'forge 8']);
    expect(hasMore).toBe(true);
  });

  it('are none, and more, where too many overlap to know which is next', () => {
    const overlapping = [20, 30, 40].map(end => task('nexus', end - 19, end));
    expect(
      mergeTasks(
        [page([task('nexus', 1, 19), ...overlapping], true)],
        undefined,
        10,
      ).tasks,
    ).toEqual([expect.objectContaining({ startedAt: at(21) })]);
    expect(
      mergeTasks(
        [page([task('nexus', 1, 30), task('nexus', 2, 31)], true)],
        undefined,
        10,
      ),
    ).toEqual({
      tasks: [],
      hasMore: true,
      next: { startedAt: '2026-11-24T10:30:01.000Z', upid: '' },
    });
  });

  it('go on behind the last of the page before, also within one second', () => {
    const all = ['c', 'b', 'a'].map(name => ({
      ...task('nexus', 5, 6),
      upid: name,
    }));
    const first = mergeTasks([page(all)], undefined, 2);
    expect(first.tasks.map(each => each.upid)).toEqual(['c', 'b']);
    expect(first.hasMore).toBe(true);
    const cursor = parseCursor(formatCursor(first.tasks[1]));
    const second = mergeTasks([page(all)], cursor, 2);
    expect(second.tasks.map(each => each.upid)).toEqual(['a']);
    expect(second.hasMore).toBe(false);
  });

  it('give every task once, page by page, whatever the nodes hold', () => {
    // By end, as an archive is; the lengths differ, so that beginnings are in another order.
    const archive = (node: string) =>
      Array.from({ length: 40 }, (_, i) =>
        task(node, Math.max(0, i - (i % 7 === 0 ? 9 : 1)), i + 10),
      )
        .map((each, i) => ({ ...each, upid: `${each.upid}-${node}-${i}` }))
        .reverse();
    const archives = [archive('nexus'), archive('forge')];
    const seen: ProxmoxTask[] = [];
    let cursor: Parameters<typeof mergeTasks>[1];
    for (let turns = 0; turns < 100; turns++) {
      const until = cursor?.startedAt;
      let result: ReturnType<typeof mergeTasks> | undefined;
      for (
        let size = 8;
        !result || (!result.tasks.length && result.hasMore);
        size *= 4
      ) {
        const pages = archives.map(all => {
          const asked = all.filter(each => !until || each.startedAt <= until);
          return page(asked.slice(0, size), asked.length >= size);
        });
        result = mergeTasks(pages, cursor, 5);
      }
      seen.push(...result.tasks);
      cursor = result.tasks.at(-1);
      if (!result.hasMore) break;
    }
    expect(seen).toEqual([...archives.flat()].sort(compareTasks));
  });

  it('name nothing that the viewer may not see, and go on behind it', () => {
    const hidden = (each: ProxmoxTask) => each.node !== 'secret';
    const all = [
      page([task('secret', 9, 9), task('nexus', 8, 8), task('secret', 7, 7)]),
      page([task('forge', 6, 6), task('secret', 5, 5)]),
    ];
    const first = mergeTasks(all, undefined, 1, hidden);
    expect(begins(first.tasks)).toEqual(['nexus 8']);
    expect(first.next).toMatchObject({ node: 'nexus' });
    const second = mergeTasks(all, first.next, 1, hidden);
    expect(begins(second.tasks)).toEqual(['forge 6']);
    // What is left is hidden: the end.
    expect(second).not.toHaveProperty('next');
  });

  it('go on by a time alone where nothing of a full answer may be seen', () => {
    const full = [
      page([task('secret', 9, 9), task('secret', 7, 8)], true),
      page([task('nexus', 6, 6)]),
    ];
    const { tasks, next } = mergeTasks(full, undefined, 5, () => false);
    expect(tasks).toEqual([]);
    expect(next).toEqual({ startedAt: '2026-11-24T10:08:01.000Z', upid: '' });
    // Nothing of the second of the horizon is lost.
    const rest = [page([task('nexus', 8, 8), task('nexus', 6, 6)])];
    expect(begins(mergeTasks(rest, next, 5).tasks)).toEqual([
      'nexus 8',
      'nexus 6',
    ]);
  });

  it('say where they can not go on', () => {
    const overlapping = page(
      [task('nexus', 1, 30), task('nexus', 2, 31)],
      true,
    );
    const after = { startedAt: at(20), upid: '' };
    expect(mergeTasks([overlapping], after, 5)).toEqual({
      tasks: [],
      hasMore: true,
    });
  });

  it.each(['nonsense', '|UPID', ''])('have no cursor %j', text => {
    expect(parseCursor(text)).toBeUndefined();
  });
});

describe('whom to ask', () => {
  const names = Array.from(
    { length: 20 },
    (_, i) => `n${String(i).padStart(2, '0')}`,
  );
  const inventory = {
    cluster: {},
    guests: {},
    storages: {},
    nodes: Object.fromEntries(
      names.map((name, i) => [
        name,
        { name, status: i < 5 ? ('offline' as const) : ('online' as const) },
      ]),
    ),
  };

  it('is not more than 16 nodes, those that can answer first', () => {
    const { ask, notAsked } = chooseNodes(inventory, undefined);
    expect(ask).toEqual([...names.slice(5), 'n00']);
    expect(notAsked).toEqual(['n01', 'n02', 'n03', 'n04']);
  });

  it('is who was chosen', () => {
    expect(chooseNodes(inventory, ['n03'])).toEqual({
      ask: ['n03'],
      notAsked: [],
    });
  });
});

it.each([
  ['100', '100'],
  ['100@local-lvm:vm-100-disk-0', '100'],
  ['99', undefined],
  ['osd.100', undefined],
  ['1001x', undefined],
  [undefined, undefined],
])('a task with the id %s is about guest %s', (id, vmid) => {
  expect(guestOfTask({ id })).toBe(vmid);
});

it.each([
  ['vzdump', undefined, false],
  ['vzdump', '100', true],
  ['vzdump', '101', false],
  ['qmstart', '101', false],
  ['startall', undefined, false],
  ['aptupdate', undefined, true],
  ['srvrestart', 'pveproxy', true],
  // Neither what lists volumes, nor what nobody knows yet.
  ['prunebackups', 'local', false],
  ['unheardof', undefined, false],
])(
  'who sees guest 100 alone may read the log of %s %s: %s',
  (type, id, may) => {
    expect(isLogFor({ type, id }, vmid => vmid === '100')).toBe(may);
  },
);
