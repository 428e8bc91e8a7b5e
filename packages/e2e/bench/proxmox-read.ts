/**
 * What the read path costs at 500 nodes and 15,000 guests: the cluster, the portal, a viewer.
 *
 * - requests to the cluster in a minute with 1 and with 50 viewers: they must not depend on viewers
 * - latency of the heads and snapshot routes
 * - bytes that a viewer receives in a minute, beside the stock Proxmox page, which reads everything every 3 s
 *
 * Times are of this machine; the ratios are what can be compared.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { ControlClient } from 'lab/testing';
import { startPortal, type BenchPortal } from './lib/portal.ts';
import { bytes, latencies } from './lib/statistics.ts';
import { Viewer, type ViewerTally } from './lib/viewer.ts';
import { WireClient } from './lib/wire.ts';

const NODES = 500;
const GUESTS = 15_000;
const SECONDS = 60;
/** How often the cluster is read, and so the most often that a viewer is told of a change. */
const INTERVAL_SECONDS = 10;
/** The stock page reads /cluster/resources this often (pve-manager, proxmox-widget-toolkit UpdateStore.js). */
const STOCK_INTERVAL_SECONDS = 3;

function say(what: string, value: string): void {
  console.log(`${what.padEnd(58)} ${value}`);
}

async function collected(portal: BenchPortal, token: string): Promise<void> {
  const client = new WireClient(portal.url, {
    authorization: `Bearer ${token}`,
  });
  for (let attempt = 0; attempt < 120; attempt++) {
    const { text } = await client.get(
      '/api/proxmox/v1/snapshots/inventory/reverb256',
    );
    const { data } = JSON.parse(text);
    if (Object.keys(data?.guests ?? {}).length >= GUESTS) {
      client.close();
      return;
    }
    await wait(500);
  }
  throw new Error(
    'The portal did not collect the grown cluster within a minute',
  );
}

interface Minute {
  requests: number;
  byPath: string;
  opened: ViewerTally[];
  tallies: ViewerTally[];
}

async function minute(
  portal: BenchPortal,
  control: ControlClient,
  token: string,
  count: number,
): Promise<Minute> {
  const viewers = Array.from(
    { length: count },
    () => new Viewer(portal.url, token),
  );
  const opened = await Promise.all(viewers.map(viewer => viewer.open()));
  await control.resetRequests();
  const tallies = await Promise.all(
    viewers.map(viewer => viewer.watch(SECONDS, INTERVAL_SECONDS)),
  );
  const { total, requests } = await control.requests();
  viewers.forEach(viewer => viewer.close());
  const paths = new Map<string, number>();
  for (const { path, count: times } of requests) {
    const kind = path.replace(/\/nodes\/[^/]+/, '/nodes/{node}');
    paths.set(kind, (paths.get(kind) ?? 0) + times);
  }
  return {
    requests: total,
    byPath: [...paths].map(([path, times]) => `${times}× ${path}`).join(', '),
    opened,
    tallies,
  };
}

/** One request after the other on one connection. */
async function burst(
  client: WireClient,
  path: string,
  times: number,
  headers = {},
) {
  const milliseconds: number[] = [];
  let last = await client.get(path, headers);
  for (let i = 0; i < times; i++) {
    last = await client.get(path, headers);
    milliseconds.push(last.milliseconds);
  }
  return { milliseconds, last };
}

async function stockMinute(
  portal: BenchPortal,
): Promise<{ plain: number; zipped: number }> {
  const { url, tokens } = portal.lab.services.proxmox[0];
  const { id, secret } = tokens.find(token => token.id === 'ctrl@pve!portal')!;
  // The lab's certificate is its own; only the size of the answer counts here, so it is asked through its own client.
  const { request } = await import('node:https');
  const body = await new Promise<Buffer>((resolve, reject) => {
    const call = request(
      `${url}/api2/json/cluster/resources`,
      {
        headers: { authorization: `PVEAPIToken=${id}=${secret}` },
        rejectUnauthorized: false,
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks)));
      },
    );
    call.on('error', reject);
    call.end();
  });
  const reads = SECONDS / STOCK_INTERVAL_SECONDS;
  return { plain: body.length * reads, zipped: gzipSync(body).length * reads };
}

const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

async function main(): Promise<void> {
  const portal = await startPortal();
  try {
    const control = new ControlClient(portal.lab.control.url);
    const { token } = portal.lab.tokens.find(each => each.role === 'viewer')!;
    await control.grow({ nodes: NODES, guests: GUESTS });
    await collected(portal, token);
    console.log(`\n${NODES} nodes, ${GUESTS} guests, ${SECONDS} s each\n`);

    const one = await minute(portal, control, token, 1);
    const fifty = await minute(portal, control, token, 50);
    say('requests to the cluster, 1 viewer', `${one.requests} (${one.byPath})`);
    say(
      'requests to the cluster, 50 viewers',
      `${fifty.requests} (${fifty.byPath})`,
    );
    say(
      'ratio 50 viewers : 1 viewer',
      (fifty.requests / one.requests).toFixed(2),
    );

    const client = new WireClient(portal.url, {
      authorization: `Bearer ${token}`,
    });
    const path = '/api/proxmox/v1/snapshots/inventory/reverb256';
    const heads = await burst(client, '/api/proxmox/v1/heads', 300);
    const whole = await burst(client, path, 50);
    const etag = String(whole.last.headers.etag);
    const unchanged = await burst(client, path, 300, { 'if-none-match': etag });
    client.close();
    console.log('');
    say('heads, alone', latencies(heads.milliseconds));
    say(
      'snapshot whole, alone',
      `${latencies(whole.milliseconds)}, ${bytes(whole.last.bytes)}`,
    );
    say('snapshot not changed, alone', latencies(unchanged.milliseconds));
    say(
      'heads, among 50 viewers',
      latencies(fifty.tallies.flatMap(t => t.heads)),
    );
    say(
      'snapshot differences, among 50 viewers',
      latencies(fifty.tallies.flatMap(t => t.snapshots)),
    );
    say(
      '50 viewers opening at once, whole snapshot',
      latencies(fifty.opened.flatMap(t => t.snapshots)),
    );

    const stock = await stockMinute(portal);
    const viewer = mean(fifty.tallies.map(tally => tally.bytes));
    const patches = fifty.tallies.reduce((sum, t) => sum + t.patches, 0);
    const snapshots = fifty.tallies.reduce(
      (sum, t) => sum + t.snapshots.length,
      0,
    );
    console.log('');
    say('opening the page once', bytes(mean(fifty.opened.map(t => t.bytes))));
    say(
      'a viewer in a minute',
      `${bytes(viewer)} (${patches} of ${snapshots} reads were differences)`,
    );
    say('the stock page in a minute, gzip', bytes(stock.zipped));
    say('the stock page in a minute, as it is', bytes(stock.plain));
    say(
      'ratio viewer : stock page with gzip',
      (viewer / stock.zipped).toFixed(4),
    );
    if (fifty.requests > one.requests * 1.2) {
      throw new Error(
        'The load on the cluster depends on the number of viewers',
      );
    }
  } finally {
    await portal.stop();
  }
}

await main();
