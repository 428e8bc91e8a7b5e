import { useApi } from '@backstage/frontend-plugin-api';
import {
  describePortalProblem,
  portalProblemOf,
} from '@reverb256/backstage-plugin-infra-react';
import { useState } from 'react';
import { infraApiRef } from '../api';

/** What went wrong with a decision, in one or two sentences. */
export function decisionProblem(error: unknown): string {
  const problem = portalProblemOf(error, new Date().toISOString());
  const { title } = describePortalProblem(problem, 'this finding');
  return `${title}. ${problem.message}`;
}

/** Takes back that a finding is acknowledged or muted. */
export function useRelease(id: string) {
  const api = useApi(infraApiRef);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const release = async () => {
    setPending(true);
    setProblem(undefined);
    try {
      await api.decide({ type: 'release', id });
    } catch (error) {
      setProblem(decisionProblem(error));
    } finally {
      setPending(false);
    }
  };
  return { isPending, problem, start: () => void release() };
}
