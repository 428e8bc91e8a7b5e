import type {
  AuditRecord,
  Preflight,
} from '@reverb256/backstage-plugin-infra-common';
import { withAssistant } from '../__testUtils__/doors';
import { CLUSTER, type Guest } from '../__testUtils__/useLabPortal';
import {
  names,
  NOWHERE,
  PEOPLE,
  POOL,
  usePoolPortal,
} from '../__testUtils__/usePoolPortal';

jest.setTimeout(60_000);

const poolPortal = usePoolPortal();
const { ask, ended, guestsSeenBy, preflight, start, stoppedAgain } = poolPortal;

let mine: Guest;
let other: Guest;
beforeAll(() => {
  ({ mine, other } = poolPortal.guests);
});

describe('an operator of one pool', () => {
  it('sees all guests', async () => {
    const pools = (await guestsSeenBy('operator')).map(({ pool }) => pool);
    expect(pools).toContain(POOL);
    expect(pools.some(pool => pool !== POOL)).toBe(true);
  });

  it('starts what is in it, and sees in the dialog that the rest is not theirs', async () => {
    const before = (await preflight('operator', other)).body as Preflight;
    expect(before).toMatchObject({ allowed: false, effects: [] });
    const refused = await start('operator', other);
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('proxmox.guest.power');

    expect((await preflight('operator', mine)).body).toMatchObject({
      allowed: true,
      obstacles: [],
    });
    const { status, body } = await start('operator', mine);
    expect(status).toBe(202);
    expect((await ended('operator', body.id)).state).toBe('succeeded');
    const { items } = (
      await ask('admin', `audit?resource=${CLUSTER}/${other.id}`)
    ).body as { items: AuditRecord[] };
    expect(items[0]).toMatchObject({
      event: 'refused',
      actor: PEOPLE.operator.ref,
    });
  });

  it('is told which guests of a bulk action are not theirs, or not there, and nothing is begun', async () => {
    const input = { guests: names(mine, other, NOWHERE) };
    const before = await ask(
      'operator',
      'actions/start-guests/preflight',
      input,
    );
    expect(before.body).toMatchObject({ allowed: false });
    const { status, body } = await ask(
      'operator',
      'actions/start-guests',
      input,
    );
    expect(status).toBe(403);
    expect(body.error.message).toContain(
      `Not there, or not yours to change: ${names(other, NOWHERE).join(', ')}.`,
    );
    await stoppedAgain();
    const allowed = await ask('operator', 'actions/start-guests/preflight', {
      guests: names(mine),
    });
    expect(allowed.body).toMatchObject({ allowed: true, obstacles: [] });
  });

  it('is refused the same as a tool', async () => {
    const answer = await withAssistant(
      poolPortal.portal,
      poolPortal.tokens.operator,
      client =>
        client.callTool({
          name: 'proxmox.start-guest',
          arguments: { cluster: CLUSTER, guest: other.id },
        }),
    );
    expect(answer.isError).toBe(true);
    expect(JSON.stringify(answer.content)).toContain('proxmox.guest.power');
  });
});
