import { useLab } from '../__testUtils__/startOnLab';
import { CHANGES } from '../__testUtils__/triedActions';
import { tryAction } from '../__testUtils__/tryAction';

jest.setTimeout(60_000);

const lab = useLab();

describe.each(CHANGES)('$action of $vmid ($task)', tried =>
  tryAction(lab, tried),
);
