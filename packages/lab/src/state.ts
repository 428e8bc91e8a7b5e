import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProxmoxState } from './proxmox/index.ts';

export type Role = 'admin' | 'operator' | 'viewer';

/** Somebody who may sign in to the portal through the lab's OpenID provider. */
export interface LabUser {
  name: string;
  password: string;
  role: Role;
}

/** What makes a second start in the same home the same lab. */
export interface LabState {
  /** Lab seconds of the first start: what ran before then counts from it. */
  birth: number;
  users: LabUser[];
  tokens: { role: Role; token: string }[];
  ports: { control?: number; oidc?: number };
  proxmox: ProxmoxState;
  /** The OpenID provider's own. */
  oidc: Record<string, unknown>;
}

const ROLES: Role[] = ['admin', 'operator', 'viewer'];

function newState(): LabState {
  return {
    birth: Math.floor(Date.now() / 1000),
    users: ROLES.map(role => ({
      name: role,
      password: randomBytes(9).toString('base64url'),
      role,
    })),
    tokens: ROLES.map(role => ({
      role,
      token: randomBytes(32).toString('base64url'),
    })),
    ports: {},
    proxmox: { passwords: {}, tokens: {}, certificates: {}, ports: {} },
    oidc: {},
  };
}

/** Writes beside the file and moves it into place, so that no reader sees a half. */
export function writePrivately(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(beside, file);
}

export class StateFile {
  readonly state: LabState;
  private readonly file: string;

  constructor(home: string) {
    this.file = join(home, 'lab', 'state.json');
    this.state = this.read() ?? newState();
  }

  private read(): LabState | undefined {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      return JSON.parse(text) as LabState;
    } catch {
      throw new Error(
        `${this.file} is not valid JSON; remove it for a new lab with new secrets`,
      );
    }
  }

  save(): void {
    writePrivately(this.file, this.state);
  }
}
