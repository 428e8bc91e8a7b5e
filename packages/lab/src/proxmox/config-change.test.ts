import { startLab, type Lab } from '../testing.ts';
import { Operator } from '../tests/operator.ts';
import type { PveAnswer } from '../tests/pve.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(30_000);

let lab: Lab;
let operator: Operator;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  operator = new Operator(lab);
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

const put = (
  guest: string,
  body: string,
  token = operator,
): Promise<PveAnswer> => token.ask('PUT', `/nodes/${guest}/config`, body);
const config = (guest: string) => operator.get(`/nodes/${guest}/config`);

describe('PUT …/config', () => {
  it('sets tags, description and whether it boots with its node, at once', async () => {
    const answer = await put(
      'nexus/qemu/100',
      'tags=talos;Home,home&description=new&onboot=0',
    );
    expect(answer).toMatchObject({ status: 403 });
    const ops = new Operator(lab, 'ops@pve!full');
    await lab.control.setPrivileges('ops@pve', {
      privileges: ['VM.Audit', 'VM.Config.Options', 'Sys.Modify'],
    });
    expect(
      await put(
        'nexus/qemu/100',
        'tags=talos;Home,home&description=new&onboot=0',
        ops,
      ),
    ).toMatchObject({ status: 200, body: { data: null } });
    expect(await config('nexus/qemu/100')).toMatchObject({
      tags: 'talos;home',
      description: 'new',
      onboot: 0,
    });
    const rows = await operator.get('/cluster/resources?type=vm');
    expect(rows.find(({ id }: { id: string }) => id === 'qemu/100').tags).toBe(
      'talos;home',
    );
  });

  it('removes what it is told to', async () => {
    expect((await put('closet/lxc/230', 'delete=tags')).status).toBe(200);
    expect(await config('closet/lxc/230')).not.toHaveProperty('tags');
  });

  it.each([
    ['adds one that no guest has', 'tags=home;brand-new', 'brand-new'],
    ['adds a registered one', 'tags=home;critical', 'critical'],
  ])('to who lacks Sys.Modify on / refuses tags: %s', async (_, body, tag) => {
    expect(await put('closet/lxc/230', body)).toMatchObject({
      status: 403,
      reason: `Permission check failed (/, Sys.Modify for modifying tag '${tag}')`,
    });
  });

  it('lets an operator use tags that others have', async () => {
    expect((await put('closet/lxc/230', 'tags=home;media')).status).toBe(200);
    expect((await config('closet/lxc/230')).tags).toBe('home;media');
  });

  it.each([
    ['nexus/qemu/100', 'checksum mismatch (file change by other user?)'],
    [
      'closet/lxc/230',
      'detected modified configuration - file changed by other user? Try again.',
    ],
  ])('of %s holds to the digest that was read', async (guest, reason) => {
    const { digest } = await config(guest);
    const body = `description=one&digest=${digest}`;
    expect((await put(guest, body)).status).toBe(200);
    expect(await put(guest, body)).toMatchObject({ status: 500, reason });
  });

  it.each([
    ['nothing', '', 500, 'no options specified'],
    [
      'a tag with a blank',
      'tags=a%20b!',
      400,
      'Parameter verification failed.',
    ],
    [
      'an option and its removal',
      'description=x&delete=description',
      400,
      'Parameter verification failed.',
    ],
    [
      'what the lab leaves out',
      'cores=8',
      501,
      "The lab does not change 'cores'",
    ],
  ])('with %s is refused', async (_, body, status, reason) => {
    expect(await put('nexus/qemu/100', body)).toMatchObject({ status, reason });
  });

  it('waits for nobody: a lock in the configuration, or on it, refuses it', async () => {
    await lab.control.setGuest(100, { lock: 'migrate' });
    expect(await put('nexus/qemu/100', 'onboot=1')).toMatchObject({
      status: 500,
      reason: 'VM is locked (migrate)',
    });
    await operator.start('nexus/qemu/110', 'shutdown');
    await lab.control.advance(1);
    expect(await put('nexus/qemu/110', 'onboot=1')).toMatchObject({
      status: 500,
      reason:
        "can't lock file '/var/lock/qemu-server/lock-110.conf' - got timeout",
    });
  });

  it('takes VM.Config.Options', async () => {
    const reader = new Operator(lab, 'ctrl@pve!portal');
    const answer = await put('nexus/qemu/100', 'onboot=1', reader);
    expect(answer).toMatchObject({ status: 403 });
    expect(answer.reason).toContain('/vms/100, VM.Config.');
  });
});

it('POST …/config does the same in a task', async () => {
  const { body } = await operator.ask(
    'POST',
    '/nodes/nexus/qemu/100/config',
    'description=later&onboot=1',
  );
  expect(body.data).toContain(':qmconfig:100:ctrl@pve!operate:');
  expect((await operator.end(body.data)).exitstatus).toBe('OK');
  expect(await operator.log(body.data)).toEqual([
    'update VM 100: -description later -onboot 1',
    'TASK OK',
  ]);
  expect((await config('nexus/qemu/100')).description).toBe('later');
});
