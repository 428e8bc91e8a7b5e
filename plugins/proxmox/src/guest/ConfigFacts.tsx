import type { GuestConfigDetails } from '@reverb256/backstage-plugin-proxmox-common';
import type { ReactNode } from 'react';
import { Facts } from '../parts';
import {
  bootWords,
  cpuWords,
  memoryWords,
  startupWords,
  systemWords,
} from './configWords';
import { PendingMark } from './PendingMark';

/** A fact, with the keys of Proxmox VE that it is put together from. */
interface ConfigFact {
  name: string;
  keys: readonly string[];
  value: ReactNode;
}

const rootWord = (isUnprivileged: boolean) =>
  isUnprivileged
    ? 'unprivileged: root inside is nobody outside'
    : 'privileged: root inside is root on the node';

const bootsWord = (startup: string | undefined) =>
  ['yes', startup && startupWords(startup)].filter(Boolean).join(', ');

function factsOf(config: GuestConfigDetails): ConfigFact[] {
  const { startup, unprivileged } = config;
  return [
    {
      name: 'CPU',
      keys: ['cores', 'sockets', 'vcpus', 'cpu', 'cpulimit'],
      value: cpuWords(config),
    },
    {
      name: 'Memory',
      keys: ['memory', 'balloon', 'swap'],
      value: memoryWords(config),
    },
    {
      name: 'Boots from',
      keys: ['boot', 'bootdisk'],
      value: bootWords(config),
    },
    {
      name: 'Starts with its node',
      keys: ['onboot', 'startup'],
      value: config.startsOnBoot ? bootsWord(startup) : 'no',
    },
    { name: 'Machine', keys: ['machine'], value: config.machine },
    { name: 'BIOS', keys: ['bios'], value: config.bios },
    { name: 'System', keys: ['ostype'], value: systemWords(config.osType) },
    { name: 'Architecture', keys: ['arch'], value: config.architecture },
    {
      name: 'Privileges',
      keys: ['unprivileged'],
      value: unprivileged === undefined ? undefined : rootWord(unprivileged),
    },
    {
      name: 'Features',
      keys: ['features'],
      value: config.features?.join(', ') || undefined,
    },
    {
      name: 'Guest agent',
      keys: ['agent'],
      value: config.agentEnabled ? 'set up' : undefined,
    },
    {
      name: 'Protected',
      keys: ['protection'],
      value: config.protected ? 'against removal, with its disks' : undefined,
    },
  ];
}

/** The main settings of a guest in words. */
export function ConfigFacts(props: {
  config: GuestConfigDetails;
  /** The keys whose new value is not in effect yet. */
  pending: ReadonlySet<string>;
}) {
  const { config, pending } = props;
  return (
    <Facts
      facts={factsOf(config).map(({ name, keys, value }) => ({
        name,
        value:
          value !== undefined && keys.some(key => pending.has(key)) ? (
            <>
              {value} <PendingMark />
            </>
          ) : (
            value
          ),
      }))}
    />
  );
}
