import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Pve } from './contract.ts';

export interface LabOptions {
  home: string;
  portalUrl: string;
  seed: number;
  /** The generation of Proxmox VE. */
  pve: Pve;
  /** 0 with --ephemeral: any free ports. */
  basePort: number;
  /** Services to start; all where it is absent. */
  only?: string[];
  parentPid?: number;
}

export const USAGE = `Usage: node packages/lab/src/main.ts --home <folder> [options]

  --home <folder>      where lab.json and the lab's state are kept
  --portal-url <url>   the portal (http://localhost:3000)
  --seed <n>           another lab of the same kind (1)
  --pve <8|9>          the generation of Proxmox VE (9)
  --base-port <n>      first of the ports to use where they are free (8100)
  --ephemeral          any free ports
  --only <service>     proxmox or oidc; more than once for both
  --parent-pid <pid>   end when that process has ended
  --help               this text
`;

/** Somebody wants to know how the lab is started, whatever else is there. */
export function wantsHelp(args: string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

function integer(name: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`--${name} must be a number`);
  return Number(value);
}

export function readOptions(args: string[]): LabOptions {
  const { values } = parseArgs({
    args,
    options: {
      home: { type: 'string' },
      'portal-url': { type: 'string', default: 'http://localhost:3000' },
      seed: { type: 'string', default: '1' },
      pve: { type: 'string', default: '9' },
      'base-port': { type: 'string', default: '8100' },
      ephemeral: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      'parent-pid': { type: 'string' },
    },
  });
  if (!values.home) throw new Error('--home is missing');
  const unknown = values.only?.find(
    name => name !== 'proxmox' && name !== 'oidc',
  );
  if (unknown) throw new Error(`--only ${unknown}: there is no such service`);
  const { pve } = values;
  if (pve !== '8' && pve !== '9') throw new Error('--pve must be 8 or 9');
  return {
    home: resolve(values.home),
    portalUrl: values['portal-url'],
    seed: integer('seed', values.seed),
    pve,
    basePort: values.ephemeral ? 0 : integer('base-port', values['base-port']),
    only: values.only,
    parentPid: values['parent-pid']
      ? integer('parent-pid', values['parent-pid'])
      : undefined,
  };
}
