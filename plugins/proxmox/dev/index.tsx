import { createDevApp } from '@backstage/frontend-dev-utils';
import infraPlugin from '@reverb256/backstage-plugin-infra';
import proxmoxPlugin from '../src';

createDevApp({ features: [infraPlugin, proxmoxPlugin] });
