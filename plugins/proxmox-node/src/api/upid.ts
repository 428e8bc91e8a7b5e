/** What a task's name says about it. @public */
export interface Upid {
  /** The node that works on it, and keeps its log. */
  node: string;
  startedAt: Date;
  /** `qmstart`, `vzshutdown`, `hastart`, … */
  type: string;
  /** What it is about: a guest's vmid, for instance. */
  id: string;
  /** Who asked: `ctrl@pve!operate`, `root@pam`. */
  user: string;
}

/** `UPID:node:pid:pstart:starttime:type:id:user[!token]:` (pve-common, PVE/UPID.pm); the numbers are hexadecimal. */
const FORM =
  /^UPID:([^:\s]+):[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:([0-9A-Fa-f]{8}):([^:\s]+):([^:\s]*):([^:\s]+):$/;

/** Takes the name of a task apart; undefined for what is none. @public */
export function parseUpid(upid: string): Upid | undefined {
  const match = FORM.exec(upid);
  if (!match) return undefined;
  const [, node, start, type, id, user] = match;
  return {
    node,
    type,
    id,
    user,
    startedAt: new Date(parseInt(start, 16) * 1000),
  };
}
