import { lastProgress } from './task-progress';

it.each<[string, { fraction: number; part: string }]>([
  [
    '2026-11-24 10:00:01 drive-scsi0: transferred 1.5 GiB of 6.0 GiB (25.00%) in 10s',
    { fraction: 0.25, part: 'disk scsi0' },
  ],
  [
    'mirror-scsi1: transferred 32.0 GiB of 32.0 GiB (100.00%) in 4m 2s, ready',
    { fraction: 1, part: 'disk mirror-scsi1' },
  ],
  [
    '2026-11-24 10:00:01 migration active, transferred 1.0 GiB of 4.0 GiB VM-state, 110.5 MiB/s',
    { fraction: 0.25, part: 'memory' },
  ],
  [
    'migration active, transferred 512.0 MiB of 1.0 GiB VM-state, 110.5 MiB/s',
    { fraction: 0.5, part: 'memory' },
  ],
  // Memory that is written to is sent again.
  [
    'migration active, transferred 5.0 GiB of 4.0 GiB VM-state, 110.5 MiB/s',
    { fraction: 1, part: 'memory' },
  ],
  ['copied 42% so far', { fraction: 0.42, part: 'data' }],
])('is read from %j', (line, progress) => {
  expect(lastProgress([line])).toEqual(progress);
});

it('is the last that is told', () => {
  expect(
    lastProgress([
      'drive-scsi0: transferred 1.5 GiB of 6.0 GiB (25.00%) in 10s',
      'drive-scsi0: transferred 3.0 GiB of 6.0 GiB (50.00%) in 20s',
      'all mirrors are ready',
    ]),
  ).toEqual({ fraction: 0.5, part: 'disk scsi0' });
});

it.each([[[]], [['TASK OK', 'starting migration of VM 100', 'set 100%foo']]])(
  'is not made up from %j',
  lines => {
    expect(lastProgress(lines)).toBeUndefined();
  },
);
