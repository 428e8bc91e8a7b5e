import { createDevApp } from '@backstage/frontend-dev-utils';
import infraPlugin, { infraTrayModule } from '../src';

createDevApp({ features: [infraPlugin, infraTrayModule] });
