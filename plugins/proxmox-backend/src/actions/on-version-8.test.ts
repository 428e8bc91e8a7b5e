import { useLab } from '../__testUtils__/startOnLab';
import { CHANGES, POWER_ACTIONS } from '../__testUtils__/triedActions';
import { trialOfItsEnd } from '../__testUtils__/tryAction';

jest.setTimeout(60_000);

const lab = useLab({ pve: '8' });

describe.each([...POWER_ACTIONS, ...CHANGES])(
  'on Proxmox VE 8, $action of $vmid ($task)',
  tried => {
    it.each(Object.entries(trialOfItsEnd(lab, tried)))(
      '%s',
      async (_, trial) => {
        await expect(trial()).resolves.toBeUndefined();
      },
    );
  },
);
