import type { Mutation } from 'lab/testing';
import type { AuditRecord, Chain, Run } from './wire.ts';

/** All that can be known from outside of a run whose backend was killed. */
export interface Evidence {
  /** Absent when the backend died before it was stored. */
  run?: Run;
  /** The requests for it that the lab received. */
  requests: Pick<Mutation, 'path' | 'processed'>[];
  /** What was asked for. */
  goal: 'running' | 'stopped';
  /** What the guest is in the lab, after the run's end. */
  status: string;
  /** The audit records of the run. */
  audit: Pick<AuditRecord, 'event'>[];
  chain: Chain;
}

function judgeEnd(run: Run, evidence: Evidence): string[] {
  const { requests, goal, status } = evidence;
  const reason = run.error
    ? ` (${run.error.kind}: ${run.error.message})`
    : run.step && ` (${run.step})`;
  if (run.state === 'succeeded') {
    return [
      ...(requests.length === 0
        ? ['it says succeeded, and no request was received']
        : []),
      ...(status === goal
        ? []
        : [`it says succeeded, and the guest is ${status} and not ${goal}`]),
    ];
  }
  if (run.state === 'failed' && run.error?.kind === 'interrupted') {
    return requests.some(({ processed }) => processed)
      ? ['it says that nothing was done, and the request was carried out']
      : [];
  }
  return [`it came to no true end: ${run.state}${reason ?? ''}`];
}

function judgeAudit(run: Run, audit: Evidence['audit']): string[] {
  const events = audit.map(({ event }) => event).sort();
  const expected = ['accepted', run.state].sort();
  return events.join() === expected.join()
    ? []
    : [
        `the audit trail has ${
          events.join(', ') || 'nothing'
        } instead of ${expected.join(', ')}`,
      ];
}

/** What is wrong with a run that outlived its backend, a sentence each. Pure. */
export function judge(evidence: Evidence): string[] {
  const { run, requests, audit, chain } = evidence;
  const problems: string[] = [];
  if (requests.length > 1) {
    problems.push(`the request was sent ${requests.length} times`);
  }
  if (run) {
    problems.push(...judgeEnd(run, evidence), ...judgeAudit(run, audit));
  } else if (requests.length > 0) {
    problems.push('a request was sent, and no run is stored');
  }
  if (!chain.ok) {
    const [first] = chain.problems;
    problems.push(
      `the audit chain does not hold: record ${first?.seq}: ${first?.problem}`,
    );
  }
  return problems;
}
