import { createBackendModule } from '@backstage/backend-plugin-api';
import { DecoratorBase } from '@backstage/plugin-search-backend-node';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import type { IndexableDocument } from '@backstage/plugin-search-common';

/** The types of entity that guests of Proxmox have in the catalog. */
const guestTypes = ['proxmox-vm', 'proxmox-container'];

/** Leaves out the entities that stand for guests. */
class GuestFilter extends DecoratorBase {
  async initialize(): Promise<void> {}

  async decorate(
    document: IndexableDocument,
  ): Promise<IndexableDocument | undefined> {
    const isGuest =
      'type' in document && guestTypes.includes(String(document.type));
    return isGuest ? undefined : document;
  }

  async finalize(): Promise<void> {}
}

/**
 * Keeps guests of Proxmox out of the index of the search: the portal finds them in what was read last, by address and tag
 * too, and as far as each person may see them. An index of 15,000 of them would be slower to ask than all of that, and
 * show each of them twice.
 */
export const searchWithoutGuests = createBackendModule({
  pluginId: 'search',
  moduleId: 'without-guests',
  register(env) {
    env.registerInit({
      deps: { index: searchIndexRegistryExtensionPoint },
      async init({ index }) {
        index.addDecorator({
          factory: {
            types: ['software-catalog'],
            getDecorator: async () => new GuestFilter(),
          },
        });
      },
    });
  },
});
