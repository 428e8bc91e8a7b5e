/** The entity that the runbooks are documents of. */
const RUNBOOKS = '/docs/default/system/control-center/runbooks';

/** The address of a runbook's page and heading, of `page#heading`. */
export function runbookHref(runbook: string): string {
  const [page, heading] = runbook.split('#');
  const path = `${RUNBOOKS}/${encodeURIComponent(page)}/`;
  return heading ? `${path}#${encodeURIComponent(heading)}` : path;
}
