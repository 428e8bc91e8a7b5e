import type { Cluster } from './cluster.ts';
import { PreparedBody } from './context.ts';
import { asAnsweredBy } from './older-answer.ts';
import { guestStats, nodeStats, storageStats } from './stats.ts';
import { isOnNode } from './storage/use.ts';
import type { UserConfig } from './users.ts';

interface Row {
  /** Shown to who has the privilege on this path; absent: to everybody. */
  path?: string;
  json: string;
  pool?: string;
}

/**
 * GET /cluster/resources (pve-manager API2/Cluster.pm resources). Its rows are
 * made once a tick, and each user's answer once a tick and type.
 */
export class ResourceIndex {
  private readonly cluster: Cluster;
  private readonly users: UserConfig;
  private readonly is8: boolean;
  /** A row as this generation answers it. */
  private readonly stringify: (row: Record<string, unknown>) => string;
  private rowsKey = '';
  private guests: Row[] = [];
  private answers = new Map<string, PreparedBody>();
  private answersKey = '';

  constructor(cluster: Cluster, users: UserConfig) {
    const { pve } = cluster.generation;
    const answered = asAnsweredBy(pve, 'GET', '/cluster/resources');
    this.is8 = pve === '8';
    this.stringify = row => JSON.stringify((answered([row]) as unknown[])[0]);
    this.cluster = cluster;
    this.users = users;
  }

  answer(userid: string, type: string | undefined): PreparedBody {
    const { pvestatd, configVersion, ha } = this.cluster;
    const rowsKey = [
      pvestatd.version,
      configVersion,
      ha.version,
      ha.masterNode(),
    ].join(' ');
    if (rowsKey !== this.rowsKey) {
      this.rowsKey = rowsKey;
      this.guests = [];
    }
    const answersKey = `${rowsKey} ${this.users.acl.version}`;
    if (answersKey !== this.answersKey) {
      this.answersKey = answersKey;
      this.answers = new Map();
    }
    const key = `${userid} ${type ?? ''}`;
    let answer = this.answers.get(key);
    if (!answer) {
      const rows = this.rows(userid, type);
      answer = new PreparedBody(Buffer.from(`{"data":[${rows.join(',')}]}`));
      this.answers.set(key, answer);
    }
    return answer;
  }

  private rows(userid: string, type: string | undefined): string[] {
    const wants = (name: string) => !type || type === name;
    return [
      ...(wants('pool') ? this.poolRows(userid) : []),
      ...(wants('vm') ? this.guestRows(userid) : []),
      ...(wants('node') ? this.nodeRows(userid) : []),
      ...(wants('storage') ? this.storageRows(userid) : []),
      // Before 9 the zones of nodes were of type sdn.
      ...(wants(this.is8 ? 'sdn' : 'network') ? this.zoneRows(userid) : []),
    ];
  }

  private may(userid: string, path: string, privilege: string): boolean {
    return this.users.acl.has(userid, path, privilege);
  }

  private poolRows(userid: string): string[] {
    const { inventory } = this.cluster;
    return inventory.pools
      .filter(({ poolid }) => this.may(userid, `/pool/${poolid}`, 'Pool.Audit'))
      .map(({ poolid }) => {
        const row: Record<string, unknown> = {
          id: `/pool/${poolid}`,
          pool: poolid,
          type: 'pool',
        };
        const running = inventory.guests
          .filter(guest => guest.pool === poolid)
          .map(guest => this.cluster.pvestatd.guests.get(guest.vmid))
          .filter(values => values !== undefined && values.uptime > 0);
        let maxcpu = 0;
        let used = 0;
        let mem = 0;
        let maxmem = 0;
        let uptime = 0;
        for (const values of running) {
          if (!values) continue;
          maxcpu += values.maxcpu;
          used += values.cpu * values.maxcpu;
          mem += values.mem;
          maxmem += values.maxmem;
          uptime = Math.max(uptime, values.uptime);
        }
        if (maxcpu > 0) {
          Object.assign(row, { uptime, mem, maxmem });
          Object.assign(row, { cpu: used / maxcpu, maxcpu });
        }
        return JSON.stringify(row);
      });
  }

  private guestRows(userid: string): string[] {
    if (this.guests.length === 0) this.guests = this.buildGuestRows();
    const rows: string[] = [];
    for (const { path, json, pool } of this.guests) {
      if (path && !this.may(userid, path, 'VM.Audit')) continue;
      const showPool =
        pool !== undefined && this.may(userid, `/pool/${pool}`, 'Pool.Audit');
      rows.push(showPool ? `${json.slice(0, -1)},"pool":"${pool}"}` : json);
    }
    return rows;
  }

  private buildGuestRows(): Row[] {
    return [...this.cluster.inventory.guests]
      .sort((a, b) => (String(a.vmid) < String(b.vmid) ? -1 : 1))
      .map(guest => {
        const row = guestStats(this.cluster, guest);
        // From the configuration, so they stay when the values are gone.
        if (guest.lock !== undefined) row.lock = guest.lock;
        if (guest.tags !== undefined) row.tags = guest.tags;
        const hastate = this.cluster.ha.stateOf(guest.vmid);
        if (hastate) row.hastate = hastate;
        return {
          path: `/vms/${guest.vmid}`,
          json: this.stringify(row),
          pool: guest.pool,
        };
      });
  }

  private nodeRows(userid: string): string[] {
    return this.cluster.inventory.nodes.map(node => {
      const canAudit = this.may(userid, `/nodes/${node.node}`, 'Sys.Audit');
      return this.stringify({
        ...nodeStats(this.cluster, node, canAudit),
        'cgroup-mode': 2,
        'host-arch': 'x86_64',
        ...(!this.is8 && { hastate: this.cluster.ha.nodeStatus(node.node) }),
      });
    });
  }

  private storageRows(userid: string): string[] {
    const { inventory } = this.cluster;
    return inventory.storages
      .filter(({ storage }) =>
        this.may(userid, `/storage/${storage}`, 'Datastore.Audit'),
      )
      .flatMap(storage =>
        inventory.nodes
          .filter(({ node }) => isOnNode(storage, node))
          .map(({ node }) =>
            this.stringify(storageStats(this.cluster, storage, node)),
          ),
      );
  }

  private zoneRows(userid: string): string[] {
    if (!this.may(userid, '/sdn/zones/localnetwork', 'SDN.Audit')) return [];
    return this.cluster.inventory.nodes.map(({ node }) =>
      JSON.stringify(
        this.is8
          ? {
              id: `sdn/${node}/localnetwork`,
              type: 'sdn',
              sdn: 'localnetwork',
              node,
              status: 'ok',
            }
          : {
              id: `network/${node}/zone/localnetwork`,
              type: 'network',
              'network-type': 'zone',
              network: 'localnetwork',
              node,
              status: 'ok',
            },
      ),
    );
  }
}
