import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import { useState } from 'react';
import { actionsApiRef } from '../actions';
import { portalProblemOf, type PortalProblem } from '../client';

/** What became of asking for the end of a run. */
export interface Cancelling {
  /** Null where it cannot be cancelled, and once anybody has asked. */
  button: JSX.Element | null;
  problem?: PortalProblem;
  /** Whether anybody has asked to stop it, and it goes on. */
  isAsked: boolean;
}

/** The way to end a run before its end, where its upstream can; once is enough, whoever asked. */
export function useCancelRun(run: Run | undefined): Cancelling {
  const api = useApi(actionsApiRef);
  const [phase, setPhase] = useState<'idle' | 'asking' | 'asked'>('idle');
  const [problem, setProblem] = useState<PortalProblem>();
  if (!run || isEnded(run.state)) {
    return { button: null, problem, isAsked: false };
  }
  // The answer is here before the run is looked at again.
  if (run.cancelRequested || phase === 'asked') {
    return { button: null, isAsked: true };
  }
  if (!run.cancellable) return { button: null, problem, isAsked: false };
  const cancel = async () => {
    setPhase('asking');
    setProblem(undefined);
    try {
      await api.cancel(run);
      setPhase('asked');
    } catch (error) {
      setProblem(portalProblemOf(error, new Date().toISOString()));
      setPhase('idle');
    }
  };
  return {
    problem,
    isAsked: false,
    button: (
      <Button
        variant="secondary"
        isPending={phase === 'asking'}
        onPress={() => void cancel()}
      >
        Cancel this run
      </Button>
    ),
  };
}
