import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { ActionFields } from './ActionFields';
import { fillForm, type ActionForm, type RawValues } from './ActionForm';

const form =
  (isRequired: boolean): ActionForm =>
  () =>
    [
      {
        name: 'storage',
        label: 'Storage',
        type: 'choice',
        isRequired,
        options: [{ value: 'fast', label: 'fast' }],
      },
    ];

function Form({ isRequired }: { isRequired: boolean }) {
  const [raw, setRaw] = useState<RawValues>({});
  const { fields, values } = fillForm(form(isRequired), raw);
  return (
    <>
      <ActionFields
        fields={fields}
        raw={raw}
        onChange={(name, value) => setRaw({ ...raw, [name]: value })}
      />
      <output>{JSON.stringify(values)}</output>
    </>
  );
}

async function choose(option: string) {
  await userEvent.click(screen.getByRole('button', { name: /Storage/ }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

it('takes back a choice that need not be made', async () => {
  await renderInTestApp(<Form isRequired={false} />);
  await choose('fast');
  expect(await screen.findByText('{"storage":"fast"}')).toBeInTheDocument();
  await choose('None');
  expect(await screen.findByText('{}')).toBeInTheDocument();
});

it('offers no way back from one that must be made', async () => {
  await renderInTestApp(<Form isRequired />);
  await userEvent.click(screen.getByRole('button', { name: /Storage/ }));
  const options = await screen.findAllByRole('option');
  expect(options.map(option => option.textContent)).toEqual(['fast']);
});
