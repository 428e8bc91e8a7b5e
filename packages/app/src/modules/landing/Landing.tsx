import { appTreeApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Navigate } from 'react-router-dom';

/**
 * Leads on to the clusters; to the catalog for whoever may not see them, since
 * a page that a person has no permission for does not exist in their app.
 */
export const Landing = () => {
  const { tree } = useApi(appTreeApiRef).getTree();
  const clusters = tree.nodes.get('page:proxmox');
  const visible = clusters?.instance && !clusters.spec.disabled;
  return <Navigate to={visible ? '/proxmox' : '/catalog'} replace />;
};
