/**
 * What a person waits for at 15,000 guests, beside the stock catalog page with the same guests as entities, in one run and
 * one browser.
 *
 * - from the click on the way to a page to a table that can be used: rows are there, and the page answers
 * - from a key press in the search field to the filtered table
 * - the catalog's difference for 15,000 guests that did not change: nothing may be told
 *
 * `yarn bench proxmox-pages -- --guests 3000` takes fewer. Times are of this machine; the ratios are what can be compared.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  chromium,
  type Browser,
  type Locator,
  type Page,
} from '@playwright/test';
import { ControlClient } from 'lab/testing';
import { chromium as machinesChromium } from '../src/config/chromium.ts';
import { startPortal, type BenchPortal } from './lib/portal.ts';
import { percentile } from './lib/statistics.ts';
import { WireClient } from './lib/wire.ts';

const { values: options } = parseArgs({
  options: { guests: { type: 'string', default: '15000' } },
});
const GUESTS = Number(options.guests);
const NODES = Math.max(3, Math.round(GUESTS / 30));
/** In the names of few guests; without its last letter of many more. */
const WORD = 'atlas-db-12';
/** How often each is measured; the first time, on cold caches, is told apart. */
const TIMES = 5;
/** How long the catalog may take to process what it was told. */
const PROCESSING_SECONDS = 1_800;

const say = (what: string, value: string) =>
  console.log(`${what.padEnd(58)} ${value}`);

/** Asks until it is so. */
async function until<T>(
  what: string,
  seconds: number,
  read: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await read().catch(() => undefined);
    if (found !== undefined) return found;
    if (Date.now() > deadline) {
      throw new Error(`After ${seconds} s there is still no ${what}`);
    }
    await wait(1000);
  }
}

/** How many entities of this kind a viewer sees. */
async function entityCount(client: WireClient): Promise<number> {
  const { text } = await client.get(
    '/api/catalog/entities/by-query?limit=1&filter=kind=resource',
  );
  return JSON.parse(text).totalItems;
}

async function signIn(page: Page, portal: BenchPortal): Promise<void> {
  const user = portal.lab.users.find(({ role }) => role === 'viewer')!;
  await page.goto(portal.url);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Name').fill(user.name);
  await page.getByLabel('Password').fill(user.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/proxmox/**');
}

/** A table on a page, and the words that are searched in it. */
interface Measured {
  title: string;
  path: string;
  /** Rows that hold data, whatever stands above them. */
  rows: string;
  search: (page: Page) => Locator;
  /** All rows in the end hold it, and without its last letter there are others. */
  word: string;
}

/**
 * In the page, from the given start to the frame that shows rows, all of which hold the word, and to the moment after it
 * at which the page takes input again.
 */
const shown = (
  page: Page,
  rows: string,
  word: string | undefined,
  start: number,
) =>
  page.evaluate(
    ({ selector, text, from }) =>
      new Promise<number>((resolve, reject) => {
        const look = () => {
          const found = [...document.querySelectorAll(selector)].filter(row =>
            row.querySelector('td, [role=gridcell], [role=rowheader]'),
          );
          const fits =
            found.length > 0 &&
            found.every(
              row => !text || row.textContent?.toLowerCase().includes(text),
            );
          if (fits) {
            // A task of its own comes only once whatever rendered them is done.
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve(performance.now() - from);
            channel.port2.postMessage(undefined);
          } else if (performance.now() - from > 120_000) {
            reject(new Error(`No such rows: ${selector} ${text ?? ''}`));
          } else {
            requestAnimationFrame(look);
          }
        };
        look();
      }),
    { selector: rows, text: word, from: start },
  );

const now = (page: Page) => page.evaluate(() => performance.now());

/** Goes to a page as a link does, without loading the app anew. @returns when, on the page's clock */
const go = (page: Page, path: string) =>
  page.evaluate(target => {
    const from = performance.now();
    // The app's router listens to this.
    window.history.pushState({}, '', target);
    window.dispatchEvent(new PopStateEvent('popstate'));
    return from;
  }, path);

/** From the way to the page to its usable table. */
async function navigate(page: Page, { path, rows }: Measured): Promise<number> {
  return shown(page, rows, undefined, await go(page, path));
}

/** From the last key of a word to the table that shows only what holds it. */
async function filter(
  page: Page,
  { rows, search, word }: Measured,
): Promise<number> {
  const field = search(page);
  await field.fill('');
  await field.focus();
  await field.pressSequentially(word.slice(0, -1), { delay: 20 });
  await page.waitForTimeout(3000);
  const others = await page
    .locator(rows)
    .filter({ has: page.locator('a[href]'), hasNotText: word })
    .count();
  if (others === 0) {
    throw new Error(`Nothing but '${word}' was there before its last letter`);
  }
  const start = await now(page);
  await page.keyboard.press(word.slice(-1));
  const taken = await shown(page, rows, word, start);
  await field.fill('');
  await page.waitForTimeout(1000);
  return taken;
}

interface Times {
  navigation: number[];
  keys: number[];
}

async function measure(page: Page, measured: Measured): Promise<Times> {
  const times: Times = { navigation: [], keys: [] };
  for (let time = 0; time < TIMES; time++) {
    // From a page that has nothing to do with it.
    await go(page, '/settings/general');
    await page.getByRole('heading', { name: 'Settings' }).first().waitFor();
    await page.waitForTimeout(1500);
    times.navigation.push(await navigate(page, measured));
    await page.waitForTimeout(1500);
    times.keys.push(await filter(page, measured));
  }
  return times;
}

function tell(title: string, ours: number[], stock: number[]): void {
  const median = (values: number[]) => percentile(values.slice(1), 0.5);
  const line = (values: number[]) =>
    `first ${values[0].toFixed(0)} ms, then p50 ${median(values).toFixed(
      0,
    )} ms of ${values.length - 1}`;
  say(`${title}, guests`, line(ours));
  say(`${title}, stock catalog`, line(stock));
  say(
    `${title}, guests : stock catalog`,
    `${(ours[0] / stock[0]).toFixed(2)} first, ${(
      median(ours) / median(stock)
    ).toFixed(2)} then`,
  );
}

async function main(): Promise<void> {
  const portal = await startPortal();
  let browser: Browser | undefined;
  try {
    const control = new ControlClient(portal.lab.control.url);
    const { token } = portal.lab.tokens.find(({ role }) => role === 'viewer')!;
    const client = new WireClient(portal.url, {
      authorization: `Bearer ${token}`,
    });
    await control.grow({ nodes: NODES, guests: GUESTS });
    await until('grown inventory', 120, async () => {
      const { text } = await client.get(
        '/api/proxmox/v1/snapshots/inventory/reverb256',
      );
      const { data } = JSON.parse(text);
      return Object.keys(data.guests).length >= GUESTS ? true : undefined;
    });
    let last = 0;
    const begun = Date.now();
    const entities = await until(
      'guest of the last in the catalog',
      PROCESSING_SECONDS,
      async () => {
        const count = await entityCount(client);
        const isDone = count >= GUESTS && count === last;
        last = count;
        return isDone ? count : undefined;
      },
    );
    say(
      'until the catalog has processed them',
      `${entities} entities in ${((Date.now() - begun) / 1000).toFixed(0)} s`,
    );

    browser = await chromium.launch(machinesChromium().launchOptions);
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
    });
    await signIn(page, portal);
    const guests = await measure(page, {
      title: 'guests',
      path: '/proxmox/guests',
      rows: '[role=row], tr',
      search: on => on.getByRole('combobox', { name: 'Search', exact: true }),
      word: WORD,
    });
    const catalog = await measure(page, {
      title: 'catalog',
      path: '/catalog?filters%5Bkind%5D=resource&filters%5Buser%5D=all',
      rows: 'tbody tr, [role=row]',
      search: on => on.getByPlaceholder('Search', { exact: true }),
      word: WORD,
    });
    console.log(`\n${NODES} nodes, ${GUESTS} guests, ${entities} entities\n`);
    tell('navigation to usable table', guests.navigation, catalog.navigation);
    tell('key press to filtered table', guests.keys, catalog.keys);
    client.close();
  } finally {
    await browser?.close();
    await portal.stop();
  }
}

await main();
