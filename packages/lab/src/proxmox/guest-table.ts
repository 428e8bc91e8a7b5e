/** A guest as the cluster starts with it. */
export interface GuestRow {
  vmid: number;
  kind: 'vm' | 'ct';
  name: string;
  node: string;
  cores: number;
  /** Memory and disk in GiB. */
  memory: number;
  disk: number;
  /** Mean CPU as a fraction of its cores. */
  load: number;
  pool: string;
  tags: string;
  template: boolean;
  stopped: boolean;
  ha: boolean;
  agent: boolean;
}

// Marks: s stopped, t template, h HA-managed, a guest agent, - none.
const TABLE = `
vmid kind name             node   cores GiB disk load pool     tags                    marks
100  vm   talos-cp-1       nexus  4     6   40   0.22 platform k8s;talos;control-plane a
101  vm   talos-cp-2       forge  2     6   40   0.28 platform k8s;talos;control-plane a
102  vm   talos-cp-3       closet 4     4   40   0.24 platform k8s;talos;control-plane a
110  vm   talos-worker-1   nexus  8     12  120  0.35 platform k8s;talos;worker        a
111  vm   talos-worker-2   forge  2     8   120  0.46 platform k8s;talos;worker        a
112  vm   talos-worker-3   closet 6     5   120  0.31 platform k8s;talos;worker        a
120  vm   vault-1          nexus  2     2   20   0.04 platform vault;critical          ah
121  vm   vault-2          forge  2     2   20   0.03 platform vault;critical          ah
122  vm   vault-3          closet 2     1   20   0.03 platform vault;critical          ah
130  vm   build-runner     nexus  12    8   200  0.58 platform ci                      a
140  vm   homeassistant    forge  2     4   64   0.12 home     home;critical           ah
150  vm   win11-desk       nexus  8     16  256  0    home     desktop                 s
151  vm   opnsense-spare   closet 2     2   32   0    network  router                  s
200  ct   dns-1            nexus  1     0.5 8    0.02 network  dns;critical            h
201  ct   dns-2            closet 1     0.5 8    0.02 network  dns;critical            -
210  ct   grafana          forge  2     1   16   0.07 platform monitoring              h
211  ct   victoria-metrics nexus  4     4   200  0.19 platform monitoring              -
212  ct   loki             forge  2     2   160  0.15 platform monitoring              -
220  ct   gitea            nexus  2     2   64   0.05 platform git                     -
221  ct   postgres         nexus  4     4   96   0.17 platform database;critical       -
230  ct   paperless        closet 2     1   48   0.04 home     home                    -
231  ct   jellyfin         closet 4     2   32   0.11 home     home;media              -
240  ct   wiki-old         closet 1     1   16   0    home     legacy                  s
9000 vm   debian-13-cloud  nexus  2     2   4    0    platform template                t
9001 vm   talos-1.11       nexus  2     2   10   0    platform template;talos          t
`;

export const GUEST_TABLE: GuestRow[] = TABLE.trim()
  .split('\n')
  .slice(1)
  .map(line => {
    const [
      vmid,
      kind,
      name,
      node,
      cores,
      memory,
      disk,
      load,
      pool,
      tags,
      marks,
    ] = line.split(/\s+/);
    return {
      vmid: Number(vmid),
      kind: kind as GuestRow['kind'],
      name,
      node,
      cores: Number(cores),
      memory: Number(memory),
      disk: Number(disk),
      load: Number(load),
      pool,
      tags,
      template: marks.includes('t'),
      stopped: marks.includes('s') || marks.includes('t'),
      ha: marks.includes('h'),
      agent: marks.includes('a'),
    };
  });
