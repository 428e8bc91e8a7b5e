import { useLab } from '../__testUtils__/startOnLab';
import { POWER_ACTIONS } from '../__testUtils__/triedActions';
import { tryAction } from '../__testUtils__/tryAction';

jest.setTimeout(60_000);

const lab = useLab();

describe.each(POWER_ACTIONS)('$action of $vmid ($task)', tried =>
  tryAction(lab, tried),
);
