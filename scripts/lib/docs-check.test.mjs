import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import {
  pagesNamedIn,
  problemsOfDocs,
  runbooksNamedIn,
} from './docs-check.mjs';
import { ROOT } from './paths.mjs';

const required = JSON.parse(
  readFileSync(join(ROOT, 'scripts', 'docs', 'runbooks.json'), 'utf8'),
);

test('the documents are whole', () => {
  assert.deepEqual(problemsOfDocs(ROOT, required), []);
});

const WHOLE = {
  'mkdocs.yml':
    'nav:\n  - Start: index.md\n  - Runbooks:\n      - P: runbooks/proxmox.md\n',
  'docs/index.md':
    '# Start\n\n[A](runbooks/proxmox.md#node-offline) [B](https://example.org/#x) [C](/proxmox)\n',
  'docs/runbooks/proxmox.md':
    '# Proxmox\n\n## Node offline\n\n[up](../index.md) [here](#node-offline)\n\n```sh\n# Not a heading [x](nowhere.md)\n```\n',
  'plugins/proxmox-backend/src/findings.ts':
    "export const finding = { runbook: 'proxmox#node-offline' };\n",
  'packages/backend/src/tokens.ts':
    "throw new InputError('Too much, see docs/runbooks/proxmox.md.');\n",
};

function checkoutWith(t, files) {
  const root = mkdtempSync(join(tmpdir(), 'control-center-docs-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ ...WHOLE, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('a small whole example has no problems', t => {
  const root = checkoutWith(t, {});
  assert.deepEqual(problemsOfDocs(root, { proxmox: ['node-offline'] }), []);
  assert.equal(runbooksNamedIn(root).length, 1);
  assert.equal(pagesNamedIn(root).length, 1);
});

const BROKEN = [
  {
    what: 'a page that is not in nav',
    files: { 'docs/lost.md': '# Lost\n' },
    says: 'docs/lost.md is not in the nav of mkdocs.yml.',
  },
  {
    what: 'a page in nav that is not there',
    files: { 'mkdocs.yml': `${WHOLE['mkdocs.yml']}  - Gone: gone.md\n` },
    says: 'mkdocs.yml names gone.md, which is not in docs/.',
  },
  {
    what: 'a link to a page that is not there',
    files: { 'docs/index.md': '# Start\n\n[A](runbook/proxmox.md)\n' },
    says: 'docs/index.md:3 links to runbook/proxmox.md, and there is no docs/runbook/proxmox.md.',
  },
  {
    what: 'a link out of docs',
    files: { 'docs/index.md': '[A](../mkdocs.yml)\n' },
    says: 'docs/index.md:1 links to ../mkdocs.yml, and there is no docs/../mkdocs.yml.',
  },
  {
    what: 'a link to a heading that is not there',
    files: { 'docs/index.md': '[A](runbooks/proxmox.md#node-of)\n' },
    says: 'docs/index.md:1 links to runbooks/proxmox.md#node-of, and docs/runbooks/proxmox.md has no such heading.',
  },
  {
    what: 'a heading that is only in an example',
    files: { 'docs/index.md': '[A](runbooks/proxmox.md#not-a-heading-x)\n' },
    says: 'docs/index.md:1 links to runbooks/proxmox.md#not-a-heading-x, and docs/runbooks/proxmox.md has no such heading.',
  },
  {
    what: 'a page that a source names and that is not there',
    files: {
      'packages/backend/src/tokens.ts':
        "throw new InputError('Too much, see docs/tokens.md.');\n",
    },
    says: 'packages/backend/src/tokens.ts names docs/tokens.md, which does not exist.',
  },
  {
    what: "a finding's runbook without a heading",
    files: {
      'plugins/proxmox-backend/src/findings.ts':
        'export const finding = {\n  runbook:\n    "proxmox#on-fire",\n};\n',
    },
    says: 'plugins/proxmox-backend/src/findings.ts names the runbook proxmox#on-fire, and docs/runbooks/proxmox.md has no such heading.',
  },
  {
    what: "a finding's runbook without a page",
    files: {
      'plugins/vault-backend/src/findings.ts':
        "f({ runbook: 'vault#sealed' });\n",
    },
    says: 'plugins/vault-backend/src/findings.ts names the runbook vault#sealed, and docs/runbooks/vault.md does not exist.',
  },
];

for (const { what, files, says } of BROKEN) {
  test(`${what} is found`, t => {
    assert.deepEqual(problemsOfDocs(checkoutWith(t, files)), [says]);
  });
}

test('a required runbook without a heading is found', t => {
  assert.deepEqual(
    problemsOfDocs(checkoutWith(t, {}), { proxmox: ['not-quorate'] }),
    [
      'the list of runbooks names the runbook proxmox#not-quorate, and docs/runbooks/proxmox.md has no such heading.',
    ],
  );
});
