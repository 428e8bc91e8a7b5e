import type { Collector } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxPrivileges } from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';
import { featuresOf } from '../privileges/features';
import { judgeFeatures, judgeToken } from '../privileges/judge';
import { part } from './part';

/** The gap that a token leaves that changes guests and could not be asked about. */
const OPERATE_PATH = 'tokens/operate';

/** Asks what the portal's tokens may do. */
export class PrivilegesCollector implements Collector<ProxmoxPrivileges> {
  readonly kind = 'privileges';
  readonly #clients: ProxmoxClients;

  constructor(clients: ProxmoxClients) {
    this.#clients = clients;
  }

  collect: Collector<ProxmoxPrivileges>['collect'] = async input => {
    const { source, previous, signal } = input;
    const client = this.#clients.get(source);
    const { operator } = client;
    const [version, read, operate] = await Promise.all([
      client.version({ signal }),
      client.accessPermissions({ signal }),
      operator && part(operator.accessPermissions({ signal }), OPERATE_PATH),
    ]);
    const features = featuresOf(Number.parseInt(version.version, 10));
    const tokens: ProxmoxPrivileges['tokens'] = {
      read: {
        token: client.cluster.token.id,
        ...judgeToken(features, 'read', read),
      },
    };
    // The other token's failure hides nothing of this one, nor what was known of itself.
    const known = previous.data?.tokens.operate;
    if (operator && operate?.value) {
      tokens.operate = {
        token: operator.tokenId,
        ...judgeToken(features, 'operate', operate.value),
      };
    } else if (operator && known?.token === operator.tokenId) {
      tokens.operate = known;
    }
    return {
      data: {
        version: version.version,
        tokens,
        features: judgeFeatures(features, {
          read,
          // Without a token for changes every change lacks what it needs.
          operate: operator ? operate?.value : {},
        }),
      },
      gaps: operate?.gaps ?? [],
    };
  };
}
