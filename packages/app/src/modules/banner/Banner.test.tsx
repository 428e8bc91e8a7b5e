import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { Banner } from './Banner';
import { readBanner } from './readBanner';

const configOf = (infra: object) =>
  mockApis.config({ data: { infra: infra as never } });

const show = (infra: object) =>
  renderInTestApp(
    <>
      <Banner />
      <p>the page</p>
    </>,
    { config: { infra: infra as never } },
  );

describe('the banner', () => {
  const observed = jest.fn();

  beforeEach(() => {
    observed.mockClear();
    global.ResizeObserver = class {
      observe = observed;
      unobserve = jest.fn();
      disconnect = jest.fn();
    };
  });

  it('shows what is configured and measures itself', async () => {
    show({ banner: { text: 'Maintenance until 18:00 UTC.' } });

    const strip = await screen.findByRole('complementary', {
      name: 'About this portal',
    });
    expect(strip).toHaveTextContent('Maintenance until 18:00 UTC.');
    expect(observed).toHaveBeenCalledWith(strip);
  });

  it('is absent where none is configured', async () => {
    show({});

    await screen.findByText('the page');
    expect(screen.queryByRole('complementary')).not.toBeInTheDocument();
  });

  it('takes the tone from the configuration and is informative without', () => {
    expect(
      readBanner(configOf({ banner: { text: 'x', tone: 'warning' } })),
    ).toEqual({ text: 'x', tone: 'warning' });
    expect(readBanner(configOf({ banner: { text: ' x ' } }))).toEqual({
      text: 'x',
      tone: 'info',
    });
  });

  it.each([
    [{ text: '' }, 'infra.banner.text'],
    [{ text: 'x', tone: 'loud' }, 'infra.banner.tone'],
    ['x', 'infra.banner'],
  ])('refuses %j and names the setting', (banner, setting) => {
    expect(() => readBanner(configOf({ banner }))).toThrow(
      `The setting ${setting} cannot be used`,
    );
  });
});
