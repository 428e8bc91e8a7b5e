import type {
  AuditRecord,
  Preflight,
  Run,
  RunLog,
} from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import { startOnLab, useLab } from '../__testUtils__/startOnLab';

jest.setTimeout(90_000);

const lab = useLab();
const CLUSTER = 'reverb256';
const PROXMOX = '/api/proxmox/v1';

/** The plugin on the lab, and a person who works on many guests. */
async function start() {
  const { api, collect } = await startOnLab(lab());
  const { data } = await collect();
  const pick = (
    count: number,
    which: (guest: ProxmoxGuest) => boolean,
  ): ProxmoxGuest[] => {
    const found = Object.values(data!.guests).filter(
      guest => which(guest) && !guest.lock,
    );
    expect(found.length).toBeGreaterThanOrEqual(count);
    return found.slice(0, count);
  };
  const names = (guests: readonly ProxmoxGuest[]) =>
    guests.map(({ id }) => `${CLUSTER}/${id}`);
  const preflight = async (action: string, input: object) => {
    const { body } = await api
      .post(`${PROXMOX}/actions/${action}/preflight`)
      .send(input)
      .expect(200);
    return body as Preflight;
  };
  const act = (action: string, input: object) =>
    api.post(`${PROXMOX}/actions/${action}`).send(input);
  const get = async (id: string) =>
    (await api.get(`${PROXMOX}/runs/${id}`)).body as Run;
  async function until(id: string, so: (run: Run) => boolean): Promise<Run> {
    for (let look = 0; look < 400; look++) {
      const run = await get(id);
      if (so(run)) return run;
      await lab().control.advance(2);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`It stayed as it is: ${JSON.stringify(await get(id))}`);
  }
  const ended = (id: string) => until(id, run => run.endedAt !== undefined);
  const children = async (id: string) =>
    (await api.get(`${PROXMOX}/runs?parent=${id}`)).body.items as Run[];
  const log = async (id: string) => {
    const { body } = await api.get(`${PROXMOX}/runs/${id}/log`);
    return (body as RunLog).lines.map(line => line.text);
  };
  const audit = async () =>
    (await api.get(`${PROXMOX}/audit?limit=500`)).body.items as AuditRecord[];
  const sent = async (path: string) =>
    (await lab().control.mutations()).filter(m => m.path.includes(path));
  return {
    ...{ api, collect, pick, names, preflight, act, get, until, ended },
    ...{ children, log, audit, sent },
  };
}

const running = (g: ProxmoxGuest) =>
  !g.template && g.status === 'running' && !g.haState;
const stopped = (g: ProxmoxGuest) =>
  !g.template && g.status === 'stopped' && !g.haState;

describe('many guests', () => {
  it('are started each by a run of its own; what runs already, or never does, is left', async () => {
    const { pick, names, preflight, act, ended, children, log, audit, sent } =
      await start();
    const off = pick(2, stopped);
    const [on] = pick(1, running);
    const [template] = pick(1, g => g.template);
    const input = {
      guests: names([...off, on, template]),
      atOnce: 2,
    };
    const before = await preflight('start-guests', input);
    expect(before).toMatchObject({
      title: 'Start 4 guests',
      allowed: true,
      resource: { type: 'proxmox-guests', title: '4 guests' },
    });
    expect(before.effects[0]).toMatch(/^2 guests are started: /);
    expect(
      Object.fromEntries(
        before.obstacles.map(({ code, severity }) => [code, severity]),
      ),
    ).toEqual({
      already: 'warning',
      template: 'warning',
    });

    const { body } = await act('start-guests', input).expect(202);
    const run = await ended(body.id);
    expect(run).toMatchObject({
      state: 'succeeded',
      output: { succeeded: 2, left: 2 },
    });
    const lines = await log(run.id);
    for (const guest of off) {
      expect(lines).toContainEqual(
        expect.stringMatching(`^${guest.name} .*: started$`),
      );
    }
    expect(lines).toContainEqual(
      expect.stringMatching(`^${on.name} .*: left as it is. Already running`),
    );
    const begun = await children(run.id);
    expect(begun.map(({ resource }) => resource.id).sort()).toEqual(
      names(off).sort(),
    );
    expect(begun.every(child => child.parent === run.id)).toBe(true);
    expect(await sent('/status/start')).toHaveLength(2);
    const ofChildren = (await audit()).filter(r => r.action === 'start-guest');
    expect(ofChildren.map(r => r.detail.parent)).toEqual(
      Array.from({ length: 4 }, () => run.id),
    );
  });

  it('are not begun when none is left to be changed, which is refused', async () => {
    const { pick, names, preflight, act } = await start();
    const input = { guests: names(pick(2, running)) };
    const { obstacles, effects } = await preflight('start-guests', input);
    expect(effects).toEqual([]);
    expect(obstacles).toEqual([
      {
        code: 'already',
        severity: 'block',
        message: expect.stringMatching(
          /^Left as they are \(already running\): /,
        ),
      },
    ]);
    const { body } = await act('start-guests', input).expect(409);
    expect(body.error.message).toContain('already running');
  });

  it('are not all held up by one that fails, and the end says which and why', async () => {
    const { pick, names, act, ended, sent } = await start();
    const guests = pick(3, g => running(g) && g.type === 'qemu');
    await lab().control.setGuest(Number(guests[1].vmid), {
      ignoresShutdown: true,
    });
    const { body } = await act('shutdown-guests', {
      guests: names(guests),
      timeout: 60,
    }).expect(202);
    const run = await ended(body.id);
    expect(run.state).toBe('failed');
    expect(run.error?.message).toMatch(
      new RegExp(`^2 of 3 are shut down\\. 1 failed\\. ${guests[1].name} `),
    );
    expect(await sent('/status/shutdown')).toHaveLength(3);
  });

  it('are begun no more once it is cancelled', async () => {
    const { api, pick, names, act, until, ended, children } = await start();
    const guests = pick(4, g => running(g) && g.type === 'qemu');
    const { body } = await act('shutdown-guests', {
      guests: names(guests),
      atOnce: 1,
    }).expect(202);
    await until(body.id, run => run.cancellable);
    for (;;) {
      const [child] = await children(body.id);
      if (child?.state === 'running') break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    await api.post(`${PROXMOX}/runs/${body.id}/cancel`).expect(200);
    const run = await ended(body.id);
    expect(run).toMatchObject({
      state: 'cancelled',
      error: { message: expect.stringContaining('stopped on request') },
    });
    expect((await children(run.id)).length).toBeLessThan(4);
  });

  it('of which one is not there, and on another one somebody works: the others are done, and the run says that it is not all', async () => {
    const { pick, names, preflight, act, ended, log } = await start();
    const guests = pick(2, g => running(g) && g.type === 'qemu');
    const single = await act('shutdown-guest', {
      cluster: CLUSTER,
      guest: guests[0].id,
    }).expect(202);
    const gone = `${CLUSTER}/qemu/999999`;
    const input = { guests: [...names(guests), gone] };
    const { obstacles } = await preflight('shutdown-guests', input);
    expect(obstacles).toEqual([
      expect.objectContaining({ code: 'busy', severity: 'warning' }),
      expect.objectContaining({ code: 'not-found', severity: 'warning' }),
    ]);
    const { body } = await act('shutdown-guests', input).expect(202);
    const run = await ended(body.id);
    expect(run).toMatchObject({
      state: 'failed',
      error: {
        message: expect.stringMatching(/^1 of 3 are shut down\. 2 failed/),
      },
    });
    expect(run.error?.message).toContain(`${gone}: Not there`);
    expect(await log(run.id)).toContainEqual(
      expect.stringMatching(`^${guests[0].name} .*: not begun`),
    );
    await ended(single.body.id);
  });

  it('are moved to a node; those that are there already are left', async () => {
    const { pick, names, preflight, act, ended, collect } = await start();
    const [there] = pick(1, g => running(g) && g.node === 'forge');
    const guests = pick(
      2,
      g => running(g) && g.type === 'qemu' && g.node !== 'forge',
    );
    const input = {
      guests: names([there, ...guests]),
      target: 'forge',
      withLocalDisks: true,
    };
    const before = await preflight('migrate-guests', input);
    expect(before.title).toBe('Migrate 3 guests to forge');
    expect(before.obstacles).toContainEqual(
      expect.objectContaining({ code: 'same-node', severity: 'warning' }),
    );
    const { body } = await act('migrate-guests', input).expect(202);
    const run = await ended(body.id);
    expect(run).toMatchObject({
      state: 'succeeded',
      output: { succeeded: 2, left: 1 },
    });
    await lab().control.advance(10);
    const { data } = await collect();
    for (const { id } of guests) expect(data!.guests[id].node).toBe('forge');
  });

  it('are moved nowhere when the target is not there', async () => {
    const { pick, names, act } = await start();
    const { body } = await act('migrate-guests', {
      guests: names(pick(2, running)),
      target: 'nowhere',
    }).expect(409);
    expect(body.error.message).toContain('There is no node nowhere');
  });

  it.each([
    ['none', []],
    ['too many', Array.from({ length: 501 }, (_, n) => `home/qemu/${n + 100}`)],
    ['one without a cluster', ['qemu/100']],
    ['a path', ['home/qemu/100/../../x']],
  ])('cannot be %s', async (_, guests) => {
    const { act, sent } = await start();
    await act('start-guests', { guests }).expect(400);
    expect(await sent('/status/')).toEqual([]);
  });
});
