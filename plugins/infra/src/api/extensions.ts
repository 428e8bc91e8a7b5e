import { ApiBlueprint, fetchApiRef } from '@backstage/frontend-plugin-api';
import {
  actionsApiRef,
  DefaultActionsApi,
} from '@reverb256/backstage-plugin-infra-react';
import { DefaultInfraApi } from './DefaultInfraApi';
import { infraApiRef } from './InfraApi';

/** Findings, runs and the audit trail of all plugins. */
export const gatheredApi = ApiBlueprint.make({
  name: 'gathered',
  params: define =>
    define({
      api: infraApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: deps => DefaultInfraApi.create(deps),
    }),
});

/** The actions of all plugins, which every family's pages use. */
export const actionsApi = ApiBlueprint.make({
  name: 'actions',
  params: define =>
    define({
      api: actionsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: deps => DefaultActionsApi.create(deps),
    }),
});
