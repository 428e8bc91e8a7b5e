import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { layoutModule } from '../layout';
import { navModule } from './navModule';

/** A plugin with one page, as far as navigation is concerned. */
function pluginWithPage(pluginId: string, title: string) {
  const root = createRouteRef();
  return createFrontendPlugin({
    pluginId,
    title,
    icon: <svg />,
    routes: { root },
    extensions: [
      PageBlueprint.make({
        params: {
          path: `/${pluginId}`,
          title,
          icon: <svg />,
          routeRef: root,
          loader: async () => <p>{`inside ${title}`}</p>,
        },
      }),
    ],
  });
}

const show = (...plugins: ReturnType<typeof pluginWithPage>[]) =>
  renderTestApp({
    features: [navModule, layoutModule, ...plugins],
    initialRouteEntries: ['/proxmox'],
    config: { app: { title: 'The portal' } },
  });

const settings = pluginWithPage('user-settings', 'Settings');
const catalog = pluginWithPage('catalog', 'Catalog');
const proxmox = pluginWithPage('proxmox', 'Proxmox');

const linksIn = (navigation: HTMLElement) =>
  within(within(navigation).getByRole('list'))
    .getAllByRole('link')
    .map(link => link.textContent);

describe('the navigation', () => {
  it('orders pages, marks the open one and names the tab after it', async () => {
    show(settings, pluginWithPage('vault', 'Vault'), catalog, proxmox);

    const navigation = await screen.findByRole('navigation', { name: 'Pages' });
    expect(linksIn(navigation)).toEqual([
      'Proxmox',
      'Catalog',
      'Vault',
      'Settings',
    ]);
    expect(
      within(navigation).getByRole('link', { current: 'page' }),
    ).toHaveTextContent('Proxmox');
    expect(document.title).toBe('Proxmox · The portal');

    await userEvent.click(
      within(navigation).getByRole('link', { name: 'Catalog' }),
    );
    const page = within(screen.getByRole('main'));
    expect(await page.findByText('inside Catalog')).toBeInTheDocument();
    expect(document.title).toBe('Catalog · The portal');
  });

  it('has no entry for a page that is not there', async () => {
    show(proxmox);

    const navigation = await screen.findByRole('navigation', { name: 'Pages' });
    expect(linksIn(navigation)).toEqual(['Proxmox']);
    expect(
      within(navigation).queryByRole('button', { name: 'More pages' }),
    ).not.toBeInTheDocument();
  });

  it('puts what a phone has no room for behind "More pages"', async () => {
    show(
      settings,
      catalog,
      proxmox,
      pluginWithPage('vault', 'Vault'),
      pluginWithPage('backups', 'Backups'),
      pluginWithPage('ha', 'High availability'),
    );

    const navigation = await screen.findByRole('navigation', { name: 'Pages' });
    await userEvent.click(
      within(navigation).getByRole('button', { name: 'More pages' }),
    );
    expect(
      (await screen.findAllByRole('menuitem')).map(item => item.textContent),
    ).toEqual(['Vault', 'Settings']);
  });
});
