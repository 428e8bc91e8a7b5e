import { useLab } from '../__testUtils__/startOnLab';
import { CHANGES, POWER_ACTIONS } from '../__testUtils__/triedActions';
import { tryToItsEnd } from '../__testUtils__/tryAction';

jest.setTimeout(60_000);

const lab = useLab({ pve: '8' });

describe.each([...POWER_ACTIONS, ...CHANGES])(
  'on Proxmox VE 8, $action of $vmid ($task)',
  tried => tryToItsEnd(lab, tried),
);
