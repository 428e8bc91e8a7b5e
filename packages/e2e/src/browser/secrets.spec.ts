import { expect, test } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from '../portal/folders';
import { launcherLog, stopPortal } from '../portal/portal';
import { sightingsFolder, type Sighting } from '../record/recorder';
import { SecretSearch, type Exception, type Finding } from '../record/search';
import { secretsIn, type Secret } from '../record/secrets';

const exceptions: Exception[] = [
  {
    reason:
      'the launcher prints the lab people, to whoever started it, to sign in with',
    allows: ({ name }, where, text) =>
      /^lab\.json: users\.\d+\.password$/.test(name) &&
      where.startsWith(launcherLog) &&
      text.startsWith('Ready: '),
  },
];

const readJson = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(homeFolder, ...path), 'utf8'));

/** Of the configuration, and of what the lab keeps for itself. */
function allSecrets(): Secret[] {
  const files = [['lab.json'], ['app-config.lab.yaml'], ['lab', 'state.json']];
  const found = files.flatMap(path =>
    secretsIn(readJson(...path)).map(({ name, value }) => ({
      name: `${path.join('/')}: ${name}`,
      value,
    })),
  );
  // The same value in several files is one secret; the first file names it.
  return [...new Map(found.reverse().map(each => [each.value, each])).values()];
}

const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n');

function logFiles(): string[] {
  const folder = join(homeFolder, 'log');
  return [
    launcherLog,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.log'))
      .map(name => join(folder, name)),
  ];
}

const sightings = (): Sighting[] =>
  readdirSync(sightingsFolder).flatMap(name =>
    linesOf(join(sightingsFolder, name))
      .filter(Boolean)
      .map(line => JSON.parse(line) as Sighting),
  );

test('no secret is in any answer, page, console or log of the run', async () => {
  // Nothing is logged after what is searched.
  await stopPortal();
  const secrets = allSecrets();
  for (const kind of [
    /users\.\d+\.password$/,
    /tokens\.\d+\.token$/,
    /clientSecret$/,
    /proxmox.*tokens.*secret$/,
    /cookieKeys/,
    /jwks.*\.d$/,
  ]) {
    expect(
      secrets.filter(({ name }) => kind.test(name)).length,
      `secrets of the kind ${kind}`,
    ).toBeGreaterThan(0);
  }

  const search = SecretSearch.create(secrets, exceptions);
  const seen = sightings();
  const findings: Finding[] = seen.flatMap(({ kind, url, text }) => [
    ...search.find(text, `${kind} ${url}`),
    ...search.find(url, `the address of a ${kind}`),
  ]);
  let lines = 0;
  for (const file of logFiles()) {
    for (const [index, line] of linesOf(file).entries()) {
      findings.push(...search.find(line, `${file}:${index + 1}`));
      lines += 1;
    }
  }

  const count = (kind: Sighting['kind']) =>
    seen.filter(each => each.kind === kind).length;
  const unreadable = seen.filter(each => each.readable === false).length;
  const summary = `${secrets.length} secrets looked for in ${count(
    'response',
  )} answers (${unreadable} of them without a readable body), ${count(
    'websocket',
  )} messages, ${count('page')} pages, ${
    count('console') + count('pageerror')
  } console messages and ${lines} log lines`;
  test.info().annotations.push({ type: 'searched', description: summary });
  process.stdout.write(`${summary}\n`);

  expect(findings).toEqual([]);
  expect(count('response')).toBeGreaterThan(0);
  expect(count('page')).toBeGreaterThan(0);
  expect(lines).toBeGreaterThan(0);
});
