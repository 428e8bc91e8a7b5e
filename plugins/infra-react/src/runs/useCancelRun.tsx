import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import { useState } from 'react';
import { actionsApiRef } from '../actions';
import { portalProblemOf, type PortalProblem } from '../client';

/** What became of asking for the end of a run. */
export interface Cancelling {
  button: JSX.Element | null;
  problem?: PortalProblem;
  isAsked: boolean;
}

/** The way to end a run before its end, where its upstream can. */
export function useCancelRun(run: Run | undefined): Cancelling {
  const api = useApi(actionsApiRef);
  const [phase, setPhase] = useState<'idle' | 'asking' | 'asked'>('idle');
  const [problem, setProblem] = useState<PortalProblem>();
  if (!run?.cancellable || isEnded(run.state)) {
    return { button: null, problem, isAsked: false };
  }
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
    isAsked: phase === 'asked',
    button: (
      <Button
        variant="secondary"
        isPending={phase === 'asking'}
        isDisabled={phase === 'asked'}
        onPress={() => void cancel()}
      >
        {phase === 'asked' ? 'Cancellation asked for' : 'Cancel this run'}
      </Button>
    ),
  };
}
