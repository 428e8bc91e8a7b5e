import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { anchorsOf, linksOf } from './markdown.mjs';

const SOURCE = /\.(ts|tsx)$/;
const TEST = /\.test\.tsx?$|__testUtils__|[/\\]node_modules[/\\]/;
/** A page of the documents, as messages and comments of the sources name it. */
const PAGE = /\bdocs\/([\w/-]+\.md)\b/g;
/** Page and heading of a runbook, as findings name them: a string of its own, such as 'proxmox#node-offline'. */
const RUNBOOK = /(['"])([a-z][a-z0-9-]*)#([a-z][a-z0-9_-]*)\1/g;

/**
 * Everything that is wrong with the documents: a page that is not in mkdocs.yml's
 * nav or in it without being there, a link or anchor that leads nowhere, a page
 * that a source names without being there, and a runbook that a plugin names, or
 * that must be there, without a heading.
 *
 * @param {string} root - the checkout
 * @param {Record<string, string[]>} [required] - by page, the anchors that it must have
 * @returns {string[]} one sentence each; none if all is well
 */
export function problemsOfDocs(root, required = {}) {
  const docs = join(root, 'docs');
  const pages = new Map(
    markdownIn(docs).map(path => {
      const text = readFileSync(join(docs, path), 'utf8');
      return [path, { anchors: anchorsOf(text), links: linksOf(text) }];
    }),
  );
  return [
    ...problemsOfNav(root, pages),
    ...[...pages].flatMap(([path, { links }]) =>
      links.flatMap(link => problemOfLink(docs, pages, path, link)),
    ),
    ...pagesNamedIn(root)
      .filter(({ page }) => !pages.has(page))
      .map(
        ({ page, where }) =>
          `${where} names docs/${page}, which does not exist.`,
      ),
    ...runbooksNamedIn(root).flatMap(({ page, anchor, where }) =>
      problemOfRunbook(pages, page, anchor, where),
    ),
    ...Object.entries(required).flatMap(([page, anchors]) =>
      anchors.flatMap(anchor =>
        problemOfRunbook(pages, page, anchor, 'the list of runbooks'),
      ),
    ),
  ];
}

/** Every runbook that the sources of plugins name. */
export function runbooksNamedIn(root) {
  return matchesIn(root, 'plugins', RUNBOOK).map(
    ({ match: [, , page, anchor], where }) => ({ page, anchor, where }),
  );
}

/** Every page of the documents that the sources name. */
export function pagesNamedIn(root) {
  return ['packages', 'plugins'].flatMap(folder =>
    matchesIn(root, folder, PAGE).map(({ match: [, page], where }) => ({
      page,
      where,
    })),
  );
}

function matchesIn(root, folder, pattern) {
  return filesIn(join(root, folder))
    .filter(path => SOURCE.test(path) && !TEST.test(path))
    .flatMap(path => {
      const where = join(folder, path);
      return [...readFileSync(join(root, where), 'utf8').matchAll(pattern)].map(
        match => ({ match, where }),
      );
    });
}

function problemsOfNav(root, pages) {
  const text = readFileSync(join(root, 'mkdocs.yml'), 'utf8');
  const nav = /^nav:\n((?:[ \t]+.*\n|\n|#.*\n)+)/m.exec(`${text}\n`)?.[1] ?? '';
  const named = [...nav.matchAll(/:\s*(\S+\.md)\s*$/gm)].map(
    ([, path]) => path,
  );
  return [
    ...[...pages.keys()]
      .filter(path => !named.includes(path))
      .map(path => `docs/${path} is not in the nav of mkdocs.yml.`),
    ...named
      .filter(path => !pages.has(path))
      .map(path => `mkdocs.yml names ${path}, which is not in docs/.`),
  ];
}

function problemOfLink(docs, pages, from, { target, line }) {
  const where = `docs/${from}:${line}`;
  // Other sites, and pages of the portal itself, which its browser tests open.
  if (/^([a-z]+:|\/)/i.test(target)) {
    return [];
  }
  const [file, anchor] = target.split('#');
  const path = file ? normalize(join(dirname(from), file)) : from;
  const page = pages.get(path);
  if (!page) {
    return path.startsWith('..') || !existsSync(join(docs, path))
      ? [`${where} links to ${target}, and there is no docs/${path}.`]
      : [];
  }
  return anchor === undefined || page.anchors.has(anchor)
    ? []
    : [`${where} links to ${target}, and docs/${path} has no such heading.`];
}

function problemOfRunbook(pages, page, anchor, where) {
  const path = `runbooks/${page}.md`;
  return pages.get(path)?.anchors.has(anchor)
    ? []
    : [
        `${where} names the runbook ${page}#${anchor}, and docs/${path} ${
          pages.has(path) ? 'has no such heading' : 'does not exist'
        }.`,
      ];
}

const markdownIn = folder =>
  filesIn(folder).filter(path => path.endsWith('.md'));

function filesIn(folder, from = folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap(entry => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path, from) : [relative(from, path)];
    })
    .sort();
}
