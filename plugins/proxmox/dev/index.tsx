import { createDevApp } from '@backstage/frontend-dev-utils';
import proxmoxPlugin from '../src';

createDevApp({ features: [proxmoxPlugin] });
