import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startLab } from './testing.ts';
import { pve } from './tests/pve.ts';

const token = 'ctrl@pve!portal';
type Row = Record<string, any>;

describe('the lab', () => {
  it('is the same again in the same home, with the same secrets', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lab-home-'));
    try {
      const first = await startLab({ only: ['proxmox'], home });
      await first.stop();
      const second = await startLab({ only: ['proxmox'], home });
      const secrets = ({ lab }: typeof first) => ({
        users: lab.users,
        tokens: lab.tokens,
        proxmox: lab.services.proxmox.map(({ url: _, ...rest }) => rest),
      });
      expect(secrets(second)).toEqual(secrets(first));
      await second.stop();
      for (const file of ['lab.json', 'lab/state.json']) {
        expect(statSync(join(home, file)).mode % 0o1000).toBe(0o600);
      }
      expect(JSON.parse(readFileSync(join(home, 'lab.json'), 'utf8'))).toEqual(
        second.lab,
      );
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  it('has other secrets in another home, and the same inventory for the same seed', async () => {
    const labs = await Promise.all([
      startLab({ only: ['proxmox'], seed: 7 }),
      startLab({ only: ['proxmox'], seed: 7 }),
    ]);
    try {
      const [a, b] = labs.map(({ lab }) => lab);
      expect(a.tokens).not.toEqual(b.tokens);
      expect(a.services.proxmox[0].tokens).not.toEqual(
        b.services.proxmox[0].tokens,
      );
      const names = await Promise.all(
        [a, b].map(async ({ services }) => {
          const { body } = await pve(
            services.proxmox[0],
            '/cluster/resources?type=vm',
            { token },
          );
          return body.data.map(({ vmid, name, node, maxmem }: Row) => [
            vmid,
            name,
            node,
            maxmem,
          ]);
        }),
      );
      expect(names[0]).toEqual(names[1]);
    } finally {
      await Promise.all(labs.map(lab => lab.stop()));
    }
  });

  it('says what is wrong when it cannot start', async () => {
    await expect(startLab({ only: ['nothing' as 'proxmox'] })).rejects.toThrow(
      'there is no such service',
    );
  });

  it('says how it is started, and that is no error', async () => {
    const main = resolve(__dirname, 'main.ts');
    const child = spawn(process.execPath, [main, '--help'], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    let output = '';
    child.stdout.on('data', data => {
      output += data;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(output).toMatch(/^Usage: .*--home/);
  });

  it('names a state file that it cannot read', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lab-home-'));
    mkdirSync(join(home, 'lab'));
    writeFileSync(join(home, 'lab', 'state.json'), '{');
    await expect(startLab({ only: ['proxmox'], home })).rejects.toThrow(
      `${home}/lab/state.json is not valid JSON`,
    );
    rmSync(home, { recursive: true, force: true });
  });

  it('ends when the process that it belongs to is gone', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lab-home-'));
    const owner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
    const lab = spawn(
      process.execPath,
      [
        resolve(__dirname, 'main.ts'),
        '--ephemeral',
        ...['--home', home, '--only', 'proxmox'],
        ...['--parent-pid', String(owner.pid)],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(lab.stdout!, 'data');
    const ended = once(lab, 'exit');
    owner.kill('SIGKILL');
    expect(await ended).toEqual([0, null]);
    rmSync(home, { recursive: true, force: true });
  });

  it('grows to 500 nodes and 15,000 guests and answers them quickly', async () => {
    const lab = await startLab({ only: ['proxmox'] });
    try {
      const [service] = lab.lab.services.proxmox;
      await lab.control.grow({ nodes: 500, guests: 15_000 });
      const ask = () => pve(service, '/cluster/resources', { token });
      const { body } = await ask();
      const rows = body.data as Row[];
      expect(rows.filter(({ type }) => type === 'node')).toHaveLength(500);
      expect(
        rows.filter(({ type }) => type === 'qemu' || type === 'lxc'),
      ).toHaveLength(15_000);
      // Made once a tick: the second costs the transfer alone.
      expect((await ask()).milliseconds).toBeLessThan(1000);
      const far = rows.find(({ id }) => id.startsWith('node/r'))!;
      const status = await pve(service, `/nodes/${far.node}/status`, { token });
      expect(status.status).toBe(200);
    } finally {
      await lab.stop();
    }
  }, 30_000);
});
