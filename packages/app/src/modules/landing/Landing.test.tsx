import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { layoutModule } from '../layout';
import { landingModule } from './landingModule';

const pluginWithPage = (pluginId: string) =>
  createFrontendPlugin({
    pluginId,
    extensions: [
      PageBlueprint.make({
        params: {
          path: `/${pluginId}`,
          loader: async () => <p>{`this is ${pluginId}`}</p>,
        },
      }),
    ],
  });

const catalog = pluginWithPage('catalog');
const proxmox = pluginWithPage('proxmox');

describe('the landing page', () => {
  it('leads to the clusters', async () => {
    renderTestApp({
      features: [landingModule, layoutModule, catalog, proxmox],
    });

    expect(await screen.findByText('this is proxmox')).toBeInTheDocument();
  });

  it('leads to the catalog when there is no page of clusters', async () => {
    renderTestApp({ features: [landingModule, layoutModule, catalog] });

    expect(await screen.findByText('this is catalog')).toBeInTheDocument();
  });
});
