import { act, screen } from '@testing-library/react';
import { FakeInfra } from '../__testUtils__/FakeInfra';
import { renderPage } from '../__testUtils__/renderPage';
import { FindingsIcon } from './FindingsIcon';
import { FindingsStatus } from './FindingsStatus';

// Alone in its file: decisions are remembered for the page.
it('asks for nothing, and tells nothing, for whoever may not see findings', async () => {
  const backend = new FakeInfra();
  backend.answers = {
    'GET infra/findings?state=open': {
      items: [],
      unknown: [{ pluginId: 'vault', message: 'It does not answer.' }],
    },
  };
  renderPage(
    <>
      <p>The page</p>
      <FindingsIcon />
      <FindingsStatus />
    </>,
    backend,
    { denied: ['infra.finding.read'] },
  );
  await screen.findByText('The page');
  await act(async () => {});
  expect(backend.requests).toEqual([]);
  expect(screen.queryByTitle(/critical/)).not.toBeInTheDocument();
});
