import type { SourceErrorKind } from '@reverb256/backstage-plugin-infra-common';
import {
  startOnLab,
  TOKEN,
  useLab,
  type Setup,
} from './__testUtils__/startOnLab';

const lab = useLab();
const start = (setup?: Setup) => startOnLab(lab(), setup);

describe('the Proxmox backend on the lab tells apart', () => {
  const seen = new Map<string, string>();

  it.each<
    [
      string,
      SourceErrorKind,
      RegExp,
      Setup,
      (() => Promise<unknown>) | undefined,
    ]
  >([
    [
      'a wrong token',
      'unauthorized',
      /never was since the portal started/,
      {
        token: { id: TOKEN, secret: '00000000-0000-4000-8000-000000000000' },
      },
      undefined,
    ],
    [
      'a revoked token',
      'unauthorized',
      /ctrl@pve!portal.*until/,
      {},
      () => lab().control.revokeToken(TOKEN),
    ],
    [
      'an unknown certificate',
      'untrusted',
      /00:11:22/,
      { fingerprint: `00:11:22:${'AB:'.repeat(28)}CD` },
      undefined,
    ],
    [
      'a slow endpoint',
      'timeout',
      /5 s/,
      {},
      () => lab().control.slowEndpoint({ delayMs: 60_000 }),
    ],
    [
      'an endpoint that answers rubbish',
      'invalid',
      /text\/html/,
      {},
      () => lab().control.breakEndpoint({ mode: 'rubbish' }),
    ],
  ])(
    '%s',
    async (name, kind, message, setup, fault) => {
      const { collect } = await start(setup);
      const before = fault && (await collect()).error;
      expect(before).toBeUndefined();
      await fault?.();
      const { error, data } = await collect();
      expect(error?.kind).toBe(kind);
      expect(error?.message).toMatch(message);
      // What was known before the fault is kept.
      expect(data !== undefined).toBe(fault !== undefined);
      expect([...seen.values()]).not.toContain(error?.message);
      seen.set(name, error!.message);
    },
    30_000,
  );

  it('a token without Sys.Audit: what it may see is shown, what it may not is named', async () => {
    const token = await lab().control.addToken({
      id: 'ctrl@pve!blind',
      privileges: ['VM.Audit', 'Datastore.Audit', 'Pool.Audit'],
      path: '/',
    });
    const { collect } = await start({ token });
    const { error, gaps, data } = await collect();
    expect(error).toBeUndefined();
    expect(Object.keys(data!.guests).length).toBeGreaterThan(20);
    expect(data!.cluster.quorate).toBeUndefined();
    expect(data!.nodes.nexus.cpu).toBeUndefined();
    expect(gaps.map(gap => [gap.path, gap.error.missing])).toEqual([
      ['cluster', ['Sys.Audit on /']],
      ['nodes/closet', ['Sys.Audit on /nodes/closet']],
      ['nodes/forge', ['Sys.Audit on /nodes/forge']],
      ['nodes/nexus', ['Sys.Audit on /nodes/nexus']],
    ]);
  });

  it('a token that may see no guests from a cluster that has none', async () => {
    const token = await lab().control.addToken({
      id: 'ctrl@pve!half',
      privileges: ['Sys.Audit', 'Datastore.Audit'],
      path: '/',
    });
    const { collect } = await start({ token });
    const { gaps, data } = await collect();
    expect(data!.guests).toEqual({});
    expect(gaps).toEqual([
      expect.objectContaining({
        path: 'guests',
        error: expect.objectContaining({ missing: ['VM.Audit on /vms'] }),
      }),
    ]);
  });
});
