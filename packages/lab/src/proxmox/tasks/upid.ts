/** What a UPID says. */
export interface UpidParts {
  node: string;
  pid: number;
  /** When the process started: hundredths of a second since its node booted. */
  pstart: number;
  /** Lab seconds. */
  starttime: number;
  type: string;
  /** Of the guest, mostly; may be empty. */
  id: string;
  /** A user, or a token as `user!name`. */
  user: string;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0');
}

/** pve-common UPID.pm encode. */
export function encodeUpid(parts: UpidParts): string {
  const { node, pid, pstart, starttime, type, id, user } = parts;
  return ['UPID', node, hex(pid), hex(pstart), hex(starttime), type, id, user]
    .concat('')
    .join(':');
}

const UPID =
  /^UPID:([a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):([0-9A-Fa-f]{8}):([^:\s/]+):([^:\s/]*):([^:\s/]+):$/;

/** pve-common UPID.pm decode; undefined where it is none. */
export function decodeUpid(upid: string): UpidParts | undefined {
  const match = UPID.exec(upid);
  if (!match) return undefined;
  const [, node, pid, pstart, starttime, type, id, user] = match;
  return {
    node,
    pid: parseInt(pid, 16),
    pstart: parseInt(pstart, 16),
    starttime: parseInt(starttime, 16),
    type,
    id,
    user,
  };
}

/** pve-common UPID.pm normalize_status_type. */
export function statusType(
  status: string | undefined,
): 'ok' | 'warning' | 'error' | 'unknown' {
  if (!status || status === 'unexpected status') return 'unknown';
  if (status === 'OK') return 'ok';
  return /^WARNINGS: \d+$/.test(status) ? 'warning' : 'error';
}
