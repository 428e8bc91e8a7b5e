import { dueNodes } from './sweep';

const now = new Date('2026-11-24T03:00:00.000Z');
const known = (name: string, minutesAgo: number) => ({
  [name]: {
    version: '9.2.3',
    readAt: new Date(now.getTime() - minutesAgo * 60_000).toISOString(),
  },
});

describe('dueNodes', () => {
  it('asks a fixed number at a time, those never asked first', () => {
    const online = ['a', 'b', 'c', 'd', 'e'];
    expect(
      dueNodes(online, { ...known('a', 90), ...known('b', 120) }, now).sort(),
    ).toEqual(['c', 'd', 'e']);
    expect(
      dueNodes(
        online,
        {
          ...known('a', 90),
          ...known('b', 120),
          ...known('c', 1),
          ...known('d', 1),
          ...known('e', 1),
        },
        now,
      ),
    ).toEqual(['b', 'a']);
  });

  it('asks nobody again within the hour', () => {
    expect(dueNodes(['a'], known('a', 59), now)).toEqual([]);
  });

  it('asks at once what is outdated, after those who have waited longer', () => {
    const online = ['a', 'b', 'c', 'd', 'e'];
    const recent = { ...known('a', 1), ...known('b', 2) };
    expect(dueNodes(['a', 'b'], recent, now, ['a'])).toEqual(['a']);
    const waiting = { ...known('c', 70), ...known('d', 80), ...known('e', 90) };
    expect(
      dueNodes(online, { ...recent, ...waiting }, now, ['a', 'b']),
    ).toEqual(['e', 'd', 'c']);
  });

  it('gives everybody a turn, also when some never answer', () => {
    const online = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const asked = new Set<string>();
    for (let turn = 0; turn < 7; turn++) {
      const then = new Date(now.getTime() + turn * 10_000);
      dueNodes(online, {}, then).forEach(name => asked.add(name));
    }
    expect([...asked].sort()).toEqual(online);
  });

  it('sweeps 500 nodes within half an hour, and then rests', () => {
    const online = Array.from({ length: 500 }, (_, i) => `node${i}`);
    let nodes = {};
    let runs = 0;
    for (let due = dueNodes(online, nodes, now); due.length; runs++) {
      nodes = Object.assign({}, nodes, ...due.map(name => known(name, 0)));
      due = dueNodes(online, nodes, now);
    }
    expect(runs * 10).toBeLessThan(1800);
    expect(Object.keys(nodes)).toHaveLength(500);
  });
});
