import { render, screen } from '@testing-library/react';
import { app } from './App';

/** As the build puts it into the page. */
function configure(data: object): void {
  const config = [{ context: 'test', data }];
  process.env.APP_CONFIG = config as unknown as string;
}

describe('the portal', () => {
  const env = process.env;

  beforeEach(() => {
    // The real one turns every value into a string.
    process.env = { ...env };
    global.fetch = jest.fn(async () => new Response('{}', { status: 401 }));
    global.ResizeObserver = class {
      observe = jest.fn();
      unobserve = jest.fn();
      disconnect = jest.fn();
    };
  });

  afterEach(() => {
    process.env = env;
  });

  it('shows whoever is not signed in the way in, below the banner, and nothing else', async () => {
    configure({
      app: { title: 'The portal', baseUrl: 'http://localhost' },
      backend: { baseUrl: 'http://localhost' },
      auth: { environment: 'development' },
      enableExperimentalRedirectFlow: true,
      infra: { banner: { text: 'This is a test.' } },
    });

    render(app.createRoot());

    expect(
      await screen.findByRole(
        'button',
        { name: 'Sign in' },
        { timeout: 10_000 },
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'The portal' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('complementary')).toHaveTextContent(
      'This is a test.',
    );
    expect(screen.queryByRole('navigation')).not.toBeInTheDocument();
  });
});
