/**
 * As much of Markdown as the check of the documents needs: headings with the
 * anchors that MkDocs gives them, and links. Code is left out.
 */

/**
 * @param {string} text - a page
 * @returns {Set<string>} the anchors of its headings
 */
export function anchorsOf(text) {
  const anchors = new Set();
  for (const { line } of proseOf(text)) {
    const heading = /^ {0,3}#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1];
    if (heading) {
      const slug = slugOf(heading);
      let anchor = slug;
      for (let n = 1; anchors.has(anchor); n += 1) {
        anchor = `${slug}_${n}`;
      }
      anchors.add(anchor);
    }
  }
  return anchors;
}

/**
 * @param {string} text - a page
 * @returns {{ target: string, line: number }[]} of its links and images, as written
 */
export function linksOf(text) {
  return proseOf(text).flatMap(({ line, number }) => {
    const prose = line.replace(/`[^`]*`/g, '');
    return [
      ...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g),
      ...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$/g),
    ].map(([, target]) => ({ target, line: number }));
  });
}

/** Python-Markdown's own rule, for headings that hold no HTML. */
function slugOf(heading) {
  return heading
    .replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');
}

function proseOf(text) {
  let fence;
  return text.split('\n').flatMap((line, index) => {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (fence) {
      if (mark?.startsWith(fence)) {
        fence = undefined;
      }
      return [];
    }
    fence = mark;
    return mark ? [] : [{ line, number: index + 1 }];
  });
}
