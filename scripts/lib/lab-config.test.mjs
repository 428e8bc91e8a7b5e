import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { labConfig } from './lab-config.mjs';
import { ROOT } from './paths.mjs';

const LAB = {
  users: [{ name: 'viewer', password: 'p', role: 'viewer' }],
  tokens: [
    { role: 'viewer', token: 'viewer-token' },
    { role: 'operator', token: 'operator-token' },
    { role: 'admin', token: 'admin-token' },
  ],
  services: {
    oidc: [
      {
        url: 'http://127.0.0.1:9000',
        issuer: 'http://127.0.0.1:9000',
        metadataUrl: 'http://127.0.0.1:9000/.well-known/openid-configuration',
        clientId: 'portal',
        clientSecret: 'client-secret',
      },
    ],
    proxmox: ['nexus', 'forge'].map((node, index) => ({
      cluster: 'reverb256',
      node,
      url: `https://127.0.0.1:800${index}`,
      fingerprint: `AA:0${index}`,
      tokens: [
        { id: 'ctrl@pve!nosys', secret: 'other-secret' },
        { id: 'ctrl@pve!inspect', secret: 'token-secret' },
        { id: 'ctrl@pve!operate', secret: 'operate-secret' },
      ],
    })),
  },
};

const configFor = (lab = LAB, port = 3000, docs = { site: '/docs/site' }) =>
  labConfig({
    docs,
    lab,
    root: '/checkout',
    database: '/home/db',
    port,
    plugins: ['catalog', 'proxmox'],
  });

test('app and backend share one address, on loopback only', () => {
  const { app, backend } = configFor(LAB, 3100);
  assert.equal(app.baseUrl, 'http://localhost:3100');
  assert.equal(backend.baseUrl, 'http://localhost:3100');
  assert.deepEqual(backend.listen, { host: '127.0.0.1', port: 3100 });
});

test('behind a development server the backend listens elsewhere, at the same address for people', () => {
  const { app, backend } = labConfig({
    docs: { site: '/docs/site' },
    lab: LAB,
    root: '/checkout',
    database: '/home/db',
    port: 3000,
    backendPort: 7007,
    plugins: ['catalog', 'proxmox'],
  });
  assert.equal(app.baseUrl, 'http://localhost:3000');
  assert.equal(backend.baseUrl, 'http://localhost:3000');
  assert.deepEqual(backend.listen, { host: '127.0.0.1', port: 7007 });
});

test('every node of a cluster is an endpoint with its own fingerprint', () => {
  assert.deepEqual(configFor().proxmox.clusters, [
    {
      name: 'reverb256',
      title: 'Lab cluster',
      entityRef: 'resource:default/reverb256',
      endpoints: [
        { url: 'https://127.0.0.1:8000', fingerprint: 'AA:00' },
        { url: 'https://127.0.0.1:8001', fingerprint: 'AA:01' },
      ],
      token: { id: 'ctrl@pve!inspect', secret: 'token-secret' },
      operate: {
        token: { id: 'ctrl@pve!operate', secret: 'operate-secret' },
      },
    },
  ]);
});

test('clusters stay apart and are told apart', () => {
  const other = { ...LAB.services.proxmox[0], cluster: 'second' };
  const { clusters } = configFor({
    ...LAB,
    services: {
      ...LAB.services,
      proxmox: [...LAB.services.proxmox, other],
    },
  }).proxmox;
  assert.deepEqual(
    clusters.map(({ name, title, endpoints }) => [
      name,
      title,
      endpoints.length,
    ]),
    [
      ['reverb256', 'Lab cluster reverb256', 2],
      ['second', 'Lab cluster second', 1],
    ],
  );
});

test('the identity provider of the lab is the one to sign in with', () => {
  const { development } = configFor().auth.providers.oidc;
  assert.equal(
    development.metadataUrl,
    'http://127.0.0.1:9000/.well-known/openid-configuration',
  );
  assert.equal(development.clientSecret, 'client-secret');
  assert.throws(
    () => configFor({ ...LAB, services: { ...LAB.services, oidc: [] } }),
    /0 services.oidc/,
  );
});

test('assistants of this machine alone can ask to be let in', () => {
  const { clientIdMetadataDocuments } = configFor().auth;
  for (const pattern of clientIdMetadataDocuments.allowedClientIdPatterns) {
    assert.match(pattern, /^http:\/\/(localhost|127\.0\.0\.1):/);
  }
});

test('every machine token is restricted to plugins, and to its role in them', () => {
  const access = configFor().backend.auth.externalAccess;
  assert.deepEqual(
    access.map(({ options }) => options),
    [
      { token: 'viewer-token', subject: 'lab-viewer' },
      { token: 'operator-token', subject: 'lab-operator' },
      { token: 'admin-token', subject: 'lab-admin' },
    ],
  );
  assert.deepEqual(
    access.map(({ accessRestrictions }) => accessRestrictions),
    [
      [
        {
          plugin: 'catalog',
          permission: ['catalog.entity.read', 'catalog.location.read'],
        },
        {
          plugin: 'proxmox',
          permission: [
            'proxmox.view',
            'proxmox.cluster.read',
            'proxmox.guest.read',
            'infra.finding.read',
            'infra.run.read',
          ],
        },
      ],
      [
        {
          plugin: 'catalog',
          permission: [
            'catalog.entity.read',
            'catalog.location.read',
            'catalog.entity.refresh',
          ],
        },
        {
          plugin: 'proxmox',
          permission: [
            'proxmox.view',
            'proxmox.cluster.read',
            'proxmox.guest.read',
            'infra.finding.read',
            'infra.run.read',
            'proxmox.operate',
            'proxmox.guest.power',
            'proxmox.guest.migrate',
            'proxmox.guest.snapshot',
            'proxmox.guest.tag',
            'proxmox.guest.stop',
            'proxmox.guest.rollback',
            'proxmox.guest.snapshot.delete',
            'proxmox.task.stop',
          ],
        },
      ],
      [{ plugin: 'catalog' }, { plugin: 'proxmox' }],
    ],
  );
});

test('a role that has no restrictions here gets no token', () => {
  assert.throws(
    () => configFor({ ...LAB, tokens: [{ role: 'root', token: 't' }] }),
    /role 'root'/,
  );
});

test('the lab replaces the list of catalog locations without losing any', () => {
  const base = readFileSync(join(ROOT, 'app-config.yaml'), 'utf8');
  const listed = base.slice(base.indexOf('  locations:'));
  const targets = [
    ...listed.matchAll(/target: (\S+)\n +rules:\n +- allow: \[(.*)\]/g),
  ];
  assert.equal(targets.length, listed.match(/target:/g).length);
  const own = configFor().catalog.locations;
  for (const [, target, kinds] of targets) {
    const path = join('/checkout', target.replace(/^(\.\.\/)+/, ''));
    assert.deepEqual(
      own.find(location => location.target === path)?.rules,
      [{ allow: kinds.split(', ') }],
      path,
    );
  }
});

test('documents are served from where they were built', () => {
  const { techdocs, infra } = configFor();
  assert.equal(techdocs.publisher.local.publishDirectory, '/docs/site');
  assert.equal(infra.docs, undefined);
});

test('why documents could not be built reaches their page', () => {
  const problem = { message: 'No Python.', todo: 'Install it.' };
  const { infra } = configFor(LAB, 3000, { site: '/docs/site', problem });
  assert.deepEqual(infra.docs, { problem });
});
