import { act, screen, waitFor } from '@testing-library/react';
import { FakeInfra, finding } from '../__testUtils__/FakeInfra';
import { renderPage } from '../__testUtils__/renderPage';
import { FindingsIcon } from './FindingsIcon';
import { FindingsStatus } from './FindingsStatus';

const OPEN = 'GET infra/findings?state=open';
const silent = { pluginId: 'vault', message: 'It does not answer.' };

async function renderIcon(answer: object) {
  const backend = new FakeInfra();
  backend.answers = { [OPEN]: answer };
  renderPage(
    <>
      <span data-testid="icon">
        <FindingsIcon />
      </span>
      <FindingsStatus />
    </>,
    backend,
  );
  const icon = await screen.findByTestId('icon');
  return { backend, icon };
}

/** What screen readers are told; the page's address is a status too, and comes first. */
const told = () => screen.getAllByRole('status').at(-1);

/** Until the answer has been drawn. */
async function settle(backend: FakeInfra) {
  await waitFor(() => expect(backend.count(OPEN)).toBeGreaterThan(0));
  await act(async () => {});
}

it('counts the critical findings that nobody has muted', async () => {
  const { icon } = await renderIcon({
    items: [finding(), finding({ id: 'w', severity: 'warning' })],
    unknown: [],
  });
  await waitFor(() => expect(icon).toHaveTextContent(/^1$/));
  expect(screen.getByTitle('1 critical')).toBeInTheDocument();
  expect(told()).toBeEmptyDOMElement();
});

it('shows nothing where there are known to be none', async () => {
  const { backend, icon } = await renderIcon({ items: [], unknown: [] });
  await settle(backend);
  expect(icon).toHaveTextContent(/^$/);
  expect(told()).toBeEmptyDOMElement();
});

it('shows that it is not known, and why, where a plugin does not answer', async () => {
  const { icon } = await renderIcon({ items: [], unknown: [silent] });
  await waitFor(() => expect(icon).toHaveTextContent(/^\?$/));
  const words =
    'Whether there are critical findings is not known. Not known: vault. It does not answer.';
  expect(screen.getByTitle(words)).toBeInTheDocument();
  expect(told()).toHaveTextContent(words);
});

it('shows those that are known with the doubt that there are others', async () => {
  const { icon } = await renderIcon({ items: [finding()], unknown: [silent] });
  await waitFor(() => expect(icon).toHaveTextContent(/^1\?$/));
  expect(told()).toHaveTextContent(
    'Critical findings: 1, and perhaps others. Not known: vault.',
  );
});

it('shows that it is not known while the portal is silent', async () => {
  const { icon } = await renderIcon({ status: 503, message: 'Starting.' });
  await waitFor(() => expect(icon).toHaveTextContent(/^\?$/));
  expect(told()).toHaveTextContent('The portal does not answer. Starting.');
});
