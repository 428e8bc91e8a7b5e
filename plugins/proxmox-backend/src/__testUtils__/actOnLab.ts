import type {
  AuditRecord,
  Preflight,
  Run,
  RunLog,
} from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import type { Lab } from 'lab/testing';
import { startOnLab, type Setup } from './startOnLab';

/** The plugin on the lab, and a person at its routes. */
export async function actOnLab(lab: Lab, setup?: Setup) {
  const { control } = lab;
  const { api, collect, scheduler } = await startOnLab(lab, setup);
  const { data } = await collect();
  /** Not on the node that is the first endpoint, nor a template. */
  const pick = (which: (guest: ProxmoxGuest) => boolean) =>
    Object.values(data!.guests).find(
      guest => !guest.template && guest.node !== 'nexus' && which(guest),
    )!;
  const guestOf = (vmid: number) =>
    Object.values(data!.guests).find(guest => guest.vmid === String(vmid))!;
  const input = (guest: ProxmoxGuest) => ({
    cluster: 'reverb256',
    guest: guest.id,
  });
  const preflight = async (action: string, guest: ProxmoxGuest, more = {}) =>
    (
      await api
        .post(`/api/proxmox/v1/actions/${action}/preflight`)
        .send({ ...input(guest), ...more })
        .expect(200)
    ).body as Preflight;
  const act = (action: string, guest: ProxmoxGuest, more = {}) =>
    api
      .post(`/api/proxmox/v1/actions/${action}`)
      .send({ ...input(guest), ...more });
  const get = async (id: string) =>
    (await api.get(`/api/proxmox/v1/runs/${id}`)).body as Run;

  /** Looks until it is so; the lab's time goes on meanwhile, faster than ours. */
  async function until(
    id: string,
    so: (run: Run) => boolean,
    secondsALook = 2,
  ): Promise<Run> {
    let run = await get(id);
    for (let look = 0; look < 200 && !so(run); look++) {
      if (secondsALook > 0) await control.advance(secondsALook);
      await new Promise(resolve => setTimeout(resolve, 100));
      run = await get(id);
    }
    if (!so(run)) throw new Error(`It stayed as it is: ${JSON.stringify(run)}`);
    return run;
  }
  const ended = (id: string, secondsALook?: number) =>
    until(id, run => run.endedAt !== undefined, secondsALook);
  /** Has the guest read until it is so: the end of a run has it read too, which may have begun before. */
  async function seen(
    { id }: ProxmoxGuest,
    so: (guest: ProxmoxGuest) => boolean,
  ): Promise<ProxmoxGuest> {
    let guest = (await collect()).data!.guests[id];
    for (let look = 0; look < 50 && !so(guest); look++) {
      await control.advance(10);
      await new Promise(resolve => setTimeout(resolve, 50));
      guest = (await collect()).data!.guests[id];
    }
    return guest;
  }
  const log = async (id: string) =>
    (
      (await api.get(`/api/proxmox/v1/runs/${id}/log`)).body as RunLog
    ).lines.map(line => line.text);
  const audit = async () =>
    (await api.get('/api/proxmox/v1/audit')).body.items as AuditRecord[];
  /** What was sent to change something, also what was sent again. */
  const calls = () => control.mutations();
  return {
    api,
    collect,
    scheduler,
    pick,
    guestOf,
    seen,
    preflight,
    act,
    get,
    until,
    ended,
    log,
    audit,
    calls,
  };
}

/** Whether a guest runs, and HA leaves it alone. */
export const running = (g: ProxmoxGuest) =>
  g.status === 'running' && !g.haState;
/** Whether a guest stands still, and HA leaves it alone. */
export const stopped = (g: ProxmoxGuest) =>
  g.status === 'stopped' && !g.haState;
/** Whether HA keeps a guest running. */
export const managed = (g: ProxmoxGuest) => g.haState === 'started';
