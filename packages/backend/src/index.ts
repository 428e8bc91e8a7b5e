import { createBackend } from '@backstage/backend-defaults';
import { features } from './features';

/** The backend: which features are on is the list in features.ts. */
const backend = createBackend();
features.forEach(feature => backend.add(feature));
backend.start();
