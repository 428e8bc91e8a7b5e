import { auditExportEndSchema } from '@reverb256/backstage-plugin-infra-common';
import type { AuditExport } from './InfraApi';

/** The last line is shorter than this, in bytes, however many plugins did not answer. */
const TAIL_BYTES = 65_536;

/**
 * Looks whether an export is whole, by its last line.
 *
 * @throws Error when it was cut off
 */
export async function readExport(content: Blob): Promise<AuditExport> {
  const tail = await content
    .slice(Math.max(0, content.size - TAIL_BYTES))
    .text();
  const last = tail.trimEnd().split('\n').at(-1) ?? '';
  const end = auditExportEndSchema.safeParse(parse(last));
  if (!end.success) {
    throw new Error(
      'The export was cut off before its end, so that it is not known what is missing from it. Try again, with a shorter time if it is very long.',
    );
  }
  const { records, unknown } = end.data;
  return { content, records, unknown };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
