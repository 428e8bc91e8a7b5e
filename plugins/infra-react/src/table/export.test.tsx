import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Disks, disks, press } from '../__testUtils__/Disks';
import { saveFile } from './saveFile';

jest.mock('./saveFile', () => ({ saveFile: jest.fn() }));

afterEach(() => jest.restoreAllMocks());

it('exports all columns that are wanted, also those that do not fit', async () => {
  jest.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(200);
  renderInTestApp(<Disks rows={disks(1)} exportName="disks" />);
  await screen.findByRole('row', { name: 'disk-0' });
  expect(screen.queryByRole('columnheader', { name: 'Note' })).toBeNull();
  await press('Export CSV');
  const [[content, name]] = jest.mocked(saveFile).mock.calls;
  expect(name).toBe('disks.csv');
  expect(content.size).toBe(
    '\ufeff'.length + 2 + 'Disk,Size,Note\r\ndisk-0,0,\r\n'.length,
  );
});
