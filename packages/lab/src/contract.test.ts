import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  checkFields,
  checkParameters,
  checkResponse,
  servedEndpointsOf,
  type Pve,
} from './contract.ts';
import { extractContract } from './contract-extract.ts';
import { startLab, type Lab } from './testing.ts';
import { pve as ask } from './tests/pve.ts';

const folder = resolve(__dirname, '../contract');
const officials = resolve(__dirname, '../../../../shared/contracts');

describe('the contract', () => {
  const itWithOfficial = existsSync(officials) ? it : it.skip;

  itWithOfficial.each(['8.4.5', '9.2.3'])(
    'is what the official schema of %s says (skipped where shared/contracts is absent)',
    version => {
      const name = `pve-${version}.json`;
      const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
      // eslint-disable-next-line jest/no-standalone-expect -- it is in one, where the file is
      expect(read(resolve(folder, name))).toEqual(
        extractContract(
          read(resolve(officials, name)),
          read(resolve(folder, 'endpoints.json')),
          version,
        ),
      );
    },
  );

  it('names a field, a type and a value that the schema does not have', () => {
    const problems = (row: object) =>
      checkResponse('GET', '/cluster/resources', { data: [row] });
    expect(problems({ id: 'node/a', type: 'node' })).toEqual([]);
    expect(problems({ id: 'node/a', type: 'node', invented: 1 })).toEqual([
      'data[0].invented: not in the schema',
    ]);
    expect(problems({ id: 'node/a', type: 'node', mem: 1.5 })).toEqual([
      'data[0].mem: not an integer',
    ]);
    expect(problems({ id: 'node/a', type: 'planet' })).toHaveLength(1);
    expect(problems({ type: 'node' })).toEqual(['data[0].id: missing']);
    expect(problems({ id: 'qemu/1', type: 'qemu', template: true })).toEqual([
      'data[0].template: must be 0 or 1',
    ]);
  });

  it('names an endpoint, a field and a parameter that do not exist', () => {
    expect(
      checkFields('GET', '/nodes', ['[].cpu', '[].ssl_fingerprint']),
    ).toEqual([]);
    expect(checkFields('GET', '/nodes', ['[].temperature'])).toHaveLength(1);
    expect(
      checkFields('GET', '/cluster/ha/status/manager_status', [
        'lrm_status.*.timestamp',
      ]),
    ).toEqual([]);
    expect(checkFields('GET', '/nowhere', [])).toHaveLength(1);
    expect(
      checkParameters('GET', '/cluster/resources', { type: 'vm' }),
    ).toEqual([]);
    expect(
      checkParameters('GET', '/cluster/resources', { sort: 'name' }),
    ).toEqual([
      'sort: property is not defined in schema and the schema does not allow additional properties',
    ]);
    expect(checkParameters('GET', '/nodes/nexus/status', {})).toEqual([]);
  });
});

/** A guest that something can be asked of: stopped, with snapshots, or running. */
function guestFor(path: string, isCt: boolean): { vmid: string; node: string } {
  if (path.includes('{snapname}')) {
    return { vmid: isCt ? '221' : '130', node: 'nexus' };
  }
  const isStopped =
    path.endsWith('/start') || (isCt && path.endsWith('resume'));
  if (isCt) return { vmid: isStopped ? '240' : '230', node: 'closet' };
  return { vmid: isStopped ? '150' : '100', node: 'nexus' };
}

/** The parameters that a change cannot do without. */
function bodyFor(path: string, isCt: boolean): string | undefined {
  if (/ha\/.*\/(migrate|relocate)$/.test(path)) return 'node=forge';
  if (path.endsWith('/migrate')) {
    return isCt ? 'target=forge&restart=1' : 'target=forge&online=1';
  }
  if (path.endsWith('/snapshot')) return 'snapname=before';
  return path.endsWith('/config') ? 'description=new' : undefined;
}

describe.each<Pve>(['9', '8'])('what the lab answers as version %s', pve => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'], pve });
  });
  afterAll(() => lab.stop());

  const queries: Record<string, string[]> = {
    '/cluster/resources': [
      '',
      '?type=vm',
      '?type=node',
      '?type=storage',
      '?type=sdn',
    ],
    '/pools': ['', '?poolid=platform'],
    '/nodes/{node}/qemu/{vmid}/feature': ['?feature=snapshot'],
    '/nodes/{node}/lxc/{vmid}/feature': ['?feature=snapshot'],
    '/nodes/{node}/qemu': ['', '?full=1'],
    '/nodes/{node}/tasks': ['', '?source=all&limit=100'],
    '/nodes/{node}/rrddata': [
      '?timeframe=hour',
      pve === '8' ? '?timeframe=year' : '?timeframe=decade',
    ],
  };

  // They need names, parameters or privileges: see reads.test.ts and migration.test.ts.
  const isTriedElsewhere = (path: string) =>
    /\{(snapname|storage|id|poolid)\}|smart|vmid\}\/(rrddata|agent|migrate)|apt\/update/.test(
      path,
    );
  // In 9 they die, once they have been migrated.
  const hasGroups = (path: string) => path.startsWith('/cluster/ha/groups');
  const reads = servedEndpointsOf(pve).filter(
    ({ method, path }) =>
      method === 'GET' &&
      (pve === '8' || !hasGroups(path)) &&
      !isTriedElsewhere(path),
  );
  it.each(reads)(
    '$method $path is as the schema says',
    async ({ method, path }) => {
      const [service] = lab.lab.services.proxmox;
      const vmid = path.includes('lxc') ? '200' : '120';
      const tasks = async (node: string) => {
        const { body } = await ask(service, `/nodes/${node}/tasks`, {
          token: 'ctrl@pve!portal',
        });
        return body.data[0].upid as string;
      };
      for (const node of path.includes('{vmid}')
        ? ['nexus']
        : ['nexus', 'forge']) {
        const upid = path.includes('{upid}') ? await tasks(node) : '';
        const url = path
          .replace('{node}', node)
          .replace('{vmid}', vmid)
          .replace('{sid}', 'vm:120')
          .replace('{group}', 'large')
          .replace('{upid}', upid);
        for (const query of queries[path] ?? ['']) {
          const answer = await ask(service, `${url}${query}`, {
            token: 'ctrl@pve!portal',
          });
          expect(answer.status).toBe(200);
          expect(checkResponse(method, url, answer.body, pve)).toEqual([]);
        }
      }
    },
  );

  it('POST /access/ticket is as the schema says', async () => {
    const [service] = lab.lab.services.proxmox;
    const [{ name, password }] = service.users;
    const answer = await ask(service, '/access/ticket', {
      method: 'POST',
      body: new URLSearchParams({ username: name, password }).toString(),
    });
    expect(checkResponse('POST', '/access/ticket', answer.body, pve)).toEqual(
      [],
    );
  });

  const changes = servedEndpointsOf(pve).filter(
    ({ method, path }) => method !== 'GET' && path !== '/access/ticket',
  );
  it.each(changes)(
    '$method $path is as the schema says',
    async ({ method, path }) => {
      const [service] = lab.lab.services.proxmox;
      const isCt = path.includes('/lxc/');
      const { vmid, node } = guestFor(path, isCt);
      const list = await ask(service, '/nodes/nexus/tasks', {
        token: 'ops@pve!full',
      });
      const url = path
        .replace('{node}', node)
        .replace('{vmid}', vmid)
        .replace('{sid}', 'vm:120')
        .replace('{snapname}', isCt ? 'pg16' : 'docker')
        .replace('{upid}', list.body.data[0].upid);
      await lab.control.reset();
      await lab.control.setPrivileges('ops@pve', {
        privileges: [
          ...['Sys.Audit', 'Sys.Modify', 'Sys.Console', 'VM.PowerMgmt'],
          ...['VM.Config.Options', 'VM.Migrate', 'VM.Snapshot'],
        ],
      });
      const answer = await ask(service, url, {
        method,
        token: 'ops@pve!full',
        body: method === 'DELETE' ? undefined : bodyFor(path, isCt),
      });
      expect(answer).toMatchObject({ status: 200 });
      expect(checkResponse(method, url, answer.body, pve)).toEqual([]);
    },
  );

  it('keeps to the schema while a node is dead and after its values expired', async () => {
    const [service] = lab.lab.services.proxmox;
    await lab.control.killNode('closet');
    for (const seconds of [10, 320]) {
      await lab.control.advance(seconds);
      for (const path of [
        '/cluster/resources',
        '/cluster/status',
        '/nodes',
        '/cluster/ha/status/current',
        '/cluster/ha/status/manager_status',
        '/pools?poolid=home',
        '/nodes/closet/rrddata?timeframe=hour',
      ]) {
        const { body } = await ask(service, path, { token: 'ctrl@pve!portal' });
        expect(checkResponse('GET', path.split('?')[0], body, pve)).toEqual([]);
      }
    }
  });
});
