import type { Run } from '@reverb256/backstage-plugin-infra-common';
import type { PolledResult } from '@reverb256/backstage-plugin-infra-react';
import { useEffect, useRef, useState } from 'react';

/**
 * When the last run on each thing was seen to have ended while somebody looked: ISO 8601 by the id of its resource. What
 * was read of the thing before that shows it as it was before.
 */
export function useEndedRuns({
  data,
  answeredAt,
}: PolledResult<readonly Run[]>): ReadonlyMap<string, string> {
  const before = useRef<readonly Run[]>([]);
  const [ended, setEnded] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    if (!data || !answeredAt) return;
    const active = new Set(data.map(run => run.id));
    const gone = before.current.filter(run => !active.has(run.id));
    before.current = data;
    if (gone.length === 0) return;
    setEnded(
      known =>
        new Map([
          ...known,
          ...gone.map(run => [run.resource.id, answeredAt] as const),
        ]),
    );
  }, [data, answeredAt]);
  return ended;
}
