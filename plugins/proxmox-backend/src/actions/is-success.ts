/** An ended task's status is a success when it is `OK` or only warns (pve-common, PVE/UPID.pm). */
export const isSuccess = (exitstatus: string | undefined) =>
  exitstatus === 'OK' || /^WARNINGS: \d+$/.test(exitstatus ?? '');
