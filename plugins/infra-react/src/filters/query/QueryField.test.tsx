import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { parseQuery } from './parseQuery';
import { QueryChips } from './QueryChips';
import { QueryField } from './QueryField';

const keys = [
  { key: 'tag', description: 'a tag' },
  { key: 'node', description: 'the node that it is on' },
];
const names = keys.map(each => each.key);
const valuesOf = (key: string) =>
  key === 'tag'
    ? [
        { value: 'prod', count: 1200 },
        { value: 'test', count: 3 },
      ]
    : [];

function Search({ initial = '' }: { initial?: string }) {
  const [text, setText] = useState(initial);
  return (
    <>
      <QueryField
        label="Search"
        value={text}
        onChange={setText}
        keys={keys}
        valuesOf={valuesOf}
      />
      <QueryChips
        text={text}
        query={parseQuery(text, names)}
        onChange={setText}
      />
    </>
  );
}

const field = () => screen.findByRole('combobox', { name: 'Search' });
const options = () =>
  screen.queryAllByRole('option').map(each => each.textContent);

it('offers keys and then values, and takes them by the keyboard', async () => {
  const user = userEvent.setup();
  renderInTestApp(<Search />);
  await user.type(await field(), 'web t');
  expect(options()).toEqual(['tag:a tag', 'tag:test3']);
  await user.keyboard('{ArrowDown}{Enter}');
  expect(await field()).toHaveValue('web tag:');
  expect(options()).toEqual(['prod1,200', 'test3']);
  await user.keyboard('{ArrowDown}');
  expect(await field()).toHaveAttribute(
    'aria-activedescendant',
    screen.getByRole('option', { name: /prod/ }).id,
  );
  await user.keyboard('{Enter}');
  expect(await field()).toHaveValue('web tag:prod ');
  await waitFor(async () => expect(await field()).toHaveFocus());
});

it('takes one by the mouse', async () => {
  const user = userEvent.setup();
  renderInTestApp(<Search />);
  await user.click(await field());
  await user.click(screen.getByRole('option', { name: /node:/ }));
  expect(await field()).toHaveValue('node:');
});

it('leaves what is written alone, and closes before it clears', async () => {
  const user = userEvent.setup();
  renderInTestApp(<Search />);
  await user.type(await field(), 'tag{Enter}');
  expect(await field()).toHaveValue('tag');
  expect(options()).toEqual([]);
  await user.keyboard('{ArrowDown}');
  expect(options()).not.toEqual([]);
  await user.keyboard('{Escape}');
  expect(await field()).toHaveValue('tag');
  await user.keyboard('{Escape}');
  expect(await field()).toHaveValue('');
  expect(options()).toEqual([]);
});

it('shows what it has understood, and takes it out again', async () => {
  const user = userEvent.setup();
  renderInTestApp(<Search initial="web -tag:old,test node:" />);
  await user.click(
    await screen.findByRole('button', {
      name: 'Remove the filter not tag: old or test',
    }),
  );
  expect(await field()).toHaveValue('web node:');
  expect(screen.queryByRole('list', { name: 'Filters' })).toBeNull();
});

it('says which keys do not exist', async () => {
  renderInTestApp(<Search initial="colour:red" />);
  expect(
    await screen.findByText(/“colour:” is no key of this search/),
  ).toBeInTheDocument();
});
