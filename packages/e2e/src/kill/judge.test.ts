import { judge, type Evidence } from './judge';

const request = {
  path: '/nodes/nexus/qemu/100/status/shutdown',
  processed: true,
};
const interrupted = { kind: 'interrupted', message: 'Nothing was done.' };

const whole: Evidence = {
  run: { id: '1', state: 'succeeded' },
  requests: [request],
  goal: 'stopped',
  status: 'stopped',
  audit: [{ event: 'accepted' }, { event: 'succeeded' }],
  chain: { ok: true, checked: 2, problems: [] },
};
const notSent: Evidence = {
  ...whole,
  run: { id: '1', state: 'failed', error: interrupted },
  requests: [],
  status: 'running',
  audit: [{ event: 'accepted' }, { event: 'failed' }],
};

describe('a run that outlived its backend', () => {
  it.each<[string, Evidence]>([
    ['it succeeded, and was sent once', whole],
    ['it says that it was interrupted, and was not sent', notSent],
    [
      'its request was lost on the way',
      { ...notSent, requests: [{ ...request, processed: false }] },
    ],
    [
      'it was never stored, and never sent',
      { ...notSent, run: undefined, audit: [] },
    ],
  ])('is right when %s', (_, evidence) => {
    expect(judge(evidence)).toEqual([]);
  });

  it.each<[string, Evidence, string]>([
    [
      'sent twice',
      { ...whole, requests: [request, request] },
      'the request was sent 2 times',
    ],
    [
      'a success that was never sent',
      { ...whole, requests: [] },
      'it says succeeded, and no request was received',
    ],
    [
      'a success that is none',
      { ...whole, status: 'running' },
      'it says succeeded, and the guest is running and not stopped',
    ],
    [
      'a failure that was carried out',
      { ...notSent, requests: [request] },
      'it says that nothing was done, and the request was carried out',
    ],
    [
      'an end that nobody knows',
      {
        ...whole,
        run: { id: '1', state: 'unknown' },
        audit: [{ event: 'accepted' }, { event: 'unknown' }],
      },
      'it came to no true end: unknown',
    ],
    [
      'no end at all',
      {
        ...whole,
        run: { id: '1', state: 'sending', step: 'Looking' },
        audit: [{ event: 'accepted' }, { event: 'sending' }],
      },
      'it came to no true end: sending (Looking)',
    ],
    [
      'another failure',
      {
        ...notSent,
        run: {
          id: '1',
          state: 'failed',
          error: { kind: 'task', message: 'No.' },
        },
      },
      'it came to no true end: failed (task: No.)',
    ],
    [
      'an audit event left open',
      { ...whole, audit: [{ event: 'accepted' }] },
      'the audit trail has accepted instead of accepted, succeeded',
    ],
    [
      'an audit event closed twice',
      { ...whole, audit: [...whole.audit, { event: 'succeeded' }] },
      'the audit trail has accepted, succeeded, succeeded instead of accepted, succeeded',
    ],
    [
      'no audit event',
      { ...whole, audit: [] },
      'the audit trail has nothing instead of accepted, succeeded',
    ],
    [
      'a request without a run',
      { ...whole, run: undefined, audit: [] },
      'a request was sent, and no run is stored',
    ],
    [
      'a broken chain',
      {
        ...whole,
        chain: {
          ok: false,
          checked: 2,
          problems: [{ seq: 2, problem: 'changed' }],
        },
      },
      'the audit chain does not hold: record 2: changed',
    ],
  ])('is wrong with %s', (_, evidence, problem) => {
    expect(judge(evidence)).toEqual([problem]);
  });
});
