import type { Context, Routes } from '../context.ts';
import { verboseState } from '../ha/services.ts';

function sid(service: string): string {
  return `service:${service}`;
}

/** pve-ha-manager API2/HA/Status.pm timestamp_to_status. */
function freshness(now: number, timestamp: number): string {
  if (now - timestamp > 30) return 'old timestamp - dead?';
  return 'active';
}

function localTime(seconds: number): string {
  return new Date(seconds * 1000).toUTCString();
}

/** API2/HA/Status.pm status. The texts are for people; the fields are what counts. */
function haStatus({ cluster, local }: Context): unknown[] {
  const { ha, inventory, generation } = cluster;
  const is8 = generation.pve === '8';
  const now = cluster.clock.seconds();
  const quorate = cluster.isQuorate();
  const master = ha.masterNode();
  const masterTime = ha.masterTimestamp();
  const masterActive = freshness(now, masterTime) === 'active';
  const armed = masterActive ? 'armed' : 'standby';
  return [
    {
      id: 'quorum',
      type: 'quorum',
      node: local,
      status: quorate ? 'OK' : `No quorum on node '${local}'!`,
      quorate: quorate ? 1 : 0,
    },
    {
      id: 'master',
      type: 'master',
      node: master,
      status: `${master} (${freshness(now, masterTime)}, ${localTime(
        masterTime,
      )})`,
      timestamp: masterTime,
    },
    // Since version 9.
    ...(is8
      ? []
      : [
          {
            id: 'fencing',
            type: 'fencing',
            node: master,
            status: `${armed} (CRM watchdog ${
              masterActive ? 'active' : 'standby'
            })`,
            'armed-state': armed,
          },
        ]),
    ...inventory.nodes.map(({ node }) => {
      const lrm = ha.lrm(node);
      const fresh = freshness(now, lrm.timestamp);
      const holds = fresh === 'active' && lrm.state !== 'wait_for_agent_lock';
      const idle = lrm.state === 'wait_for_agent_lock' ? 'idle' : lrm.state;
      const text = fresh === 'active' ? idle : fresh;
      const shown = lrm.mode === 'active' ? text : `${lrm.mode} mode`;
      return {
        id: `lrm:${node}`,
        type: 'lrm',
        node,
        status: `${node} (${shown}, watchdog ${
          holds ? 'active' : 'standby'
        }, ${localTime(lrm.timestamp)})`,
        timestamp: lrm.timestamp,
      };
    }),
    ...inventory.ha.map(resource => {
      const service = ha.service(resource);
      const node = service?.node ?? cluster.guest(resource.vmid)?.node ?? '';
      const state = verboseState(resource.state, service);
      return {
        id: sid(resource.sid),
        type: 'service',
        sid: resource.sid,
        node,
        ...(service && { crm_state: service.state }),
        state,
        status: `${resource.sid} (${node}, ${state})`,
        request_state: resource.state,
        max_restart: resource.max_restart,
        max_relocate: resource.max_relocate,
        ...(resource.group && { group: resource.group }),
        failback: resource.failback ? 1 : 0,
        ...(resource.comment && { comment: resource.comment }),
      };
    }),
  ];
}

export const haStatusRoutes: Routes = {
  'GET /cluster/ha/status/current': haStatus,

  'GET /cluster/ha/status/manager_status': ({ cluster, local }) => {
    const { ha, inventory } = cluster;
    const names = inventory.nodes.map(({ node }) => node);
    return {
      manager_status: {
        master_node: ha.masterNode(),
        timestamp: ha.masterTimestamp(),
        node_status: Object.fromEntries(
          names.map(node => [node, ha.nodeStatus(node)]),
        ),
        service_status: Object.fromEntries(
          inventory.ha.flatMap(resource => {
            const service = ha.service(resource);
            if (!service) return [];
            const { node, state, uid, running, target } = service;
            const { maintenanceNode } = service;
            const status = {
              node,
              state,
              uid,
              ...(running && { running: 1 }),
              ...(target && { target }),
              ...(maintenanceNode && { maintenance_node: maintenanceNode }),
            };
            return [[resource.sid, status]];
          }),
        ),
      },
      quorum: { node: local, quorate: cluster.isQuorate() ? 1 : 0 },
      lrm_status: Object.fromEntries(
        names.map(node => [node, { ...ha.lrm(node), results: {} }]),
      ),
    };
  },
};
