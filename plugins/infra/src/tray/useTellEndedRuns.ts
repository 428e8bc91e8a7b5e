import {
  storageApiRef,
  toastApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import type {
  GatheredRuns,
  Run,
} from '@reverb256/backstage-plugin-infra-common';
import {
  actionsApiRef,
  serverClock,
} from '@reverb256/backstage-plugin-infra-react';
import { useEffect, useMemo, useRef } from 'react';
import { infraApiRef } from '../api';
import { endedRunToasts } from './endedRunToast';
import { ToldRunsMemory } from './toldRuns';

/** So many of one's last runs are looked at. */
const LOOKED_AT = 20;

const keyOf = ({ pluginId, id }: Run) => `${pluginId}/${id}`;

/**
 * Tells a person once of each of their own runs that ended while they were elsewhere: on another page, or away.
 *
 * @param me - undefined until it is known
 * @param active - the runs in progress
 */
export function useTellEndedRuns(
  me: string | undefined,
  active: GatheredRuns | undefined,
): void {
  const infra = useApi(infraApiRef);
  const actions = useApi(actionsApiRef);
  const toasts = useApi(toastApiRef);
  const storage = useApi(storageApiRef);
  const memory = useMemo(() => ToldRunsMemory.create(storage), [storage]);
  /** Those of mine that were in progress at the last look; undefined before it. */
  const before = useRef<Set<string>>();

  useEffect(() => {
    if (!me || !active) return;
    const mine = new Set(
      active.items.filter(run => run.actor === me).map(keyOf),
    );
    const known = before.current;
    const isNews = !known || [...known].some(key => !mine.has(key));
    before.current = mine;
    if (!isNews) return;

    const tell = async () => {
      const { items } = await infra.getRuns({
        isActive: false,
        actor: me,
        limit: LOOKED_AT,
      });
      const told = memory.read(new Date(serverClock.now()).toISOString());
      if (!told) return;
      const fresh = items.filter(
        run =>
          run.endedAt !== undefined &&
          // What was begun by another run is told of by that one's end.
          run.parent === undefined &&
          run.endedAt > told.since &&
          !told.runs.includes(keyOf(run)),
      );
      const unseen = fresh.filter(run => !actions.isShown(run)).reverse();
      await memory.write({
        ...told,
        runs: [...told.runs, ...fresh.map(keyOf)],
      });
      endedRunToasts(unseen).forEach(toast => toasts.post(toast));
    };
    // Somebody who cannot be told now is told at the next look.
    tell().catch(() => {
      before.current = undefined;
    });
  }, [active, actions, infra, me, memory, toasts]);
}
