import { startLab, type Lab, type ProxmoxService } from '../testing.ts';
import { pve, tokenHeader } from '../tests/pve.ts';

let lab: Lab;
let service: ProxmoxService;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  [service] = lab.lab.services.proxmox;
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

async function login(name: string) {
  const { password } = service.users.find(user => user.name === name)!;
  const { body } = await pve(service, '/access/ticket', {
    method: 'POST',
    body: new URLSearchParams({ username: name, password }).toString(),
  });
  return body.data as {
    ticket: string;
    CSRFPreventionToken: string;
    cap: Record<string, Record<string, number>>;
    clustername?: string;
  };
}

const cookie = (ticket: string) => ({
  Cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}`,
});

describe('a refused request', () => {
  it('is answered after 3 seconds, with a reason phrase and no body', async () => {
    const answer = await pve(service, '/nodes');
    expect(answer).toMatchObject({
      status: 401,
      reason: 'No ticket',
      text: '',
      headers: { connection: 'close' },
    });
    expect(answer.milliseconds).toBeGreaterThanOrEqual(2950);
  });

  const wrong = () => `PVEAPIToken=ctrl@pve!portal=${'0'.repeat(36)}`;
  const cases: [string, () => Record<string, string>, string][] = [
    [
      'a wrong secret',
      () => ({ Authorization: wrong() }),
      'invalid token value!',
    ],
    [
      'an unknown token',
      () => ({ Authorization: 'PVEAPIToken=ctrl@pve!gone=x' }),
      "no such token 'gone' for user 'ctrl@pve'",
    ],
    [
      'an unknown user',
      () => ({ Authorization: 'PVEAPIToken=nobody@pve!a1=x' }),
      "no such user ('nobody@pve')",
    ],
    [
      'an expired token',
      () => ({ Authorization: tokenHeader(service, 'ctrl@pve!expired') }),
      "token 'expired' access expired",
    ],
    [
      'a disabled user',
      () => ({ Authorization: tokenHeader(service, 'retired@pve!old') }),
      "user 'retired@pve' is disabled",
    ],
    [
      'a false ticket',
      () => cookie('PVE:root@pam:00000000::x'),
      'permission denied - invalid PVE ticket',
    ],
  ];

  it.each(cases)('says why before 9.1.5: %s', async (_, headers, reason) => {
    await lab.control.setTimes({ authDelayMs: 0 });
    await lab.control.setRelease('9.1.4');
    const answer = await pve(service, '/nodes', { headers: headers() });
    expect(answer).toMatchObject({ status: 401, reason, text: '' });
  });

  it.each(cases)('hides why since 9.1.5: %s', async (_, headers) => {
    await lab.control.setTimes({ authDelayMs: 0 });
    const answer = await pve(service, '/nodes', { headers: headers() });
    expect(answer).toMatchObject({
      status: 401,
      reason: 'Authentication failed!',
    });
  });

  it('is what becomes of a revoked token, until it is restored', async () => {
    await lab.control.setTimes({ authDelayMs: 0 });
    const ask = () => pve(service, '/nodes', { token: 'ctrl@pve!portal' });
    expect((await ask()).status).toBe(200);
    await lab.control.revokeToken('ctrl@pve!portal');
    expect((await ask()).status).toBe(401);
    await lab.control.restoreToken('ctrl@pve!portal');
    expect((await ask()).status).toBe(200);
    await lab.control.enableUser('ctrl@pve', false);
    expect((await ask()).status).toBe(401);
  });
});

describe('a ticket', () => {
  it('reads with its cookie, and writes with its CSRF token as well', async () => {
    await lab.control.setTimes({ authDelayMs: 0 });
    const session = await login('root@pam');
    expect(session.clustername).toBe('reverb256');
    expect(session.cap.nodes['Sys.Audit']).toBe(1);
    const headers = cookie(session.ticket);
    expect((await pve(service, '/nodes', { headers })).status).toBe(200);
    const post = (extra: Record<string, string>) =>
      pve(service, '/nodes/nexus/qemu', {
        method: 'POST',
        body: 'vmid=300',
        headers: { ...headers, ...extra },
      });
    expect(await post({})).toMatchObject({
      status: 401,
      reason: 'Permission denied - invalid csrf token',
    });
    const csrf = { CSRFPreventionToken: session.CSRFPreventionToken };
    expect((await post(csrf)).status).toBe(501);
  });

  it('wins over a token, so that a false one hides a good token', async () => {
    await lab.control.setTimes({ authDelayMs: 0 });
    const answer = await pve(service, '/nodes', {
      token: 'ctrl@pve!portal',
      headers: cookie('PVE:root@pam:00000000::x'),
    });
    expect(answer.status).toBe(401);
  });

  it('lives for two hours and renews itself when posted as the password', async () => {
    await lab.control.setTimes({ authDelayMs: 0 });
    const { ticket } = await login('ops@pve');
    await lab.control.advance(7000);
    const renewed = await pve(service, '/access/ticket', {
      method: 'POST',
      body: new URLSearchParams({
        username: 'ops@pve',
        password: ticket,
      }).toString(),
    });
    expect(renewed.status).toBe(200);
    await lab.control.advance(300);
    const headers = cookie(ticket);
    expect((await pve(service, '/nodes', { headers })).status).toBe(401);
  });

  it('is refused without a reason, and never given to a token', async () => {
    const refused = await pve(service, '/access/ticket', {
      method: 'POST',
      body: 'username=root@pam&password=wrong',
    });
    expect(refused).toMatchObject({
      status: 401,
      reason: 'authentication failure',
      body: { data: null, message: 'authentication failure\n' },
    });
    expect(refused.milliseconds).toBeGreaterThanOrEqual(2950);
    const byToken = await pve(service, '/access/ticket', {
      method: 'POST',
      token: 'ctrl@pve!portal',
      body: 'username=root@pam&password=wrong',
    });
    expect(byToken.status).toBe(403);
    expect(byToken.reason).toContain('not available with API token');
  });
});
