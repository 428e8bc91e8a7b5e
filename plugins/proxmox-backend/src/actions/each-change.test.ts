import { useLab } from '../__testUtils__/startOnLab';
import { CHANGES } from '../__testUtils__/triedActions';
import { trialsOf } from '../__testUtils__/tryAction';

jest.setTimeout(60_000);

const lab = useLab();

describe.each(CHANGES)('$action of $vmid ($task)', tried => {
  it.each(Object.entries(trialsOf(lab, tried)))('%s', async (_, trial) => {
    await expect(trial()).resolves.toBeUndefined();
  });
});
