import {
  SourceFailure,
  type CollectedGap,
} from '@reverb256/backstage-plugin-infra-node';

/** A part whose failure is a gap, and not the failure of the whole. */
export async function part<T>(
  promise: Promise<T>,
  path: string,
): Promise<{ value?: T; gaps: CollectedGap[] }> {
  try {
    return { value: await promise, gaps: [] };
  } catch (error) {
    return { gaps: [{ path, failure: SourceFailure.from(error) }] };
  }
}
