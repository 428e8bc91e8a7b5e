import {
  createExternalRouteRef,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { formatActor } from '@reverb256/backstage-plugin-infra-react';

/** An entity's page in the catalog. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});

/** An entity by its name, with the way to its page where there is a catalog. */
export function EntityLink({ entityRef }: { entityRef: string }) {
  const route = useRouteRef(entityRouteRef);
  const [, kind, namespace, name] =
    /^([^:/]+):([^:/]+)\/([^:/]+)$/.exec(entityRef) ?? [];
  const said = formatActor(entityRef);
  if (!route || !name) return <span>{said}</span>;
  return <Link href={route({ kind, namespace, name })}>{said}</Link>;
}
