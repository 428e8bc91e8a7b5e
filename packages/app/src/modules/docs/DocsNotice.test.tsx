import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { DocsNotice, Reader } from './DocsNotice';
import { readDocsProblem } from './readDocsProblem';

const show = (infra: object) =>
  renderInTestApp(
    <main>
      <DocsNotice />
      <p>the page</p>
    </main>,
    { config: { infra: infra as never } },
  );

describe('the notice on pages of documents', () => {
  it('says why documents are not built, and what to do', async () => {
    show({ docs: { problem: { message: 'No Python.', todo: 'Install it.' } } });

    expect(await screen.findByText('No Python.')).toBeInTheDocument();
    expect(screen.getByText('Install it.')).toBeInTheDocument();
  });

  it('is absent when they are', async () => {
    show({});

    await screen.findByText('the page');
    expect(screen.getByRole('main')).toHaveTextContent(/^the page$/);
  });

  it('takes the place of a reader that has nothing to show', async () => {
    const problem = { message: 'No Python.', todo: 'Install it.' };
    renderInTestApp(<Reader>a document</Reader>, {
      config: { infra: { docs: { problem } } },
    });

    expect(await screen.findByText('No Python.')).toBeInTheDocument();
    expect(screen.queryByText('a document')).not.toBeInTheDocument();
  });

  it('stands above documents that are only old', async () => {
    const problem = { message: 'Old.', todo: 'Start again.', older: true };
    renderInTestApp(<Reader>a document</Reader>, {
      config: { infra: { docs: { problem } } },
    });

    expect(await screen.findByText('a document')).toBeInTheDocument();
    expect(screen.getByText('Old.')).toBeInTheDocument();
  });

  it.each([
    [{ message: 'x' }, 'infra.docs.problem.todo'],
    [{ message: '', todo: 'x' }, 'infra.docs.problem.message'],
    ['x', 'infra.docs.problem'],
  ])('refuses %j by name', (problem, name) => {
    const config = mockApis.config({
      data: { infra: { docs: { problem } } },
    });
    expect(() => readDocsProblem(config)).toThrow(name);
  });
});
