import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiServerLine } from '@remixicon/react';
import { proxmoxOf } from './entityRefs';

/** What an entity is in Proxmox, at a glance; on those that its annotations name. */
export const proxmoxCard = EntityCardBlueprint.make({
  name: 'summary',
  params: {
    type: 'content',
    filter: entity => proxmoxOf(entity) !== undefined,
    loader: () => import('./ProxmoxCard').then(m => <m.ProxmoxCard />),
  },
});

/** The tab with all that Proxmox tells of an entity. */
export const proxmoxContent = EntityContentBlueprint.make({
  params: {
    path: '/proxmox',
    title: 'Proxmox',
    group: 'operation',
    icon: <RiServerLine />,
    filter: entity => proxmoxOf(entity) !== undefined,
    loader: () => import('./ProxmoxContent').then(m => <m.ProxmoxContent />),
  },
});
