import { startLab, type Lab, type StartLabOptions } from '../testing.ts';
import { Operator } from './operator.ts';

export type Row = Record<string, any>;

/** One lab for all tests of a group, as new before each, and its HA as somebody sees it who may do everything. */
export function useHaLab(options: Pick<StartLabOptions, 'pve'> = {}) {
  let lab: Lab;
  let admin: Operator;
  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'], ...options });
    admin = new Operator(lab, 'ops@pve!full');
  });
  beforeEach(() => lab.control.reset());
  afterAll(() => lab.stop());

  const service = async (sid: string): Promise<Row> => {
    const rows = await admin.get('/cluster/ha/status/current');
    return rows.find((row: Row) => row.sid === sid);
  };
  return {
    get control() {
      return lab.control;
    },
    get admin() {
      return admin;
    },
    service,
    isOn: async (sid: string, node: string): Promise<boolean> => {
      const { state, node: at } = await service(sid);
      return state === 'started' && at === node;
    },
    status: async (): Promise<Row> =>
      admin.get('/cluster/ha/status/manager_status'),
    tasks: async (node: string, vmid: number): Promise<Row[]> =>
      admin.get(`/nodes/${node}/tasks?source=all&vmid=${vmid}`),
  };
}
