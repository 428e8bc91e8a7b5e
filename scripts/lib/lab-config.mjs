import { join } from 'node:path';

const CATALOG = 'catalog/all.yaml';
const CATALOG_KINDS = [
  'User',
  'Group',
  'Component',
  'System',
  'Domain',
  'Resource',
  'Location',
];
const LAB_PEOPLE = 'packages/lab/catalog/people.yaml';
/**
 * What machine tokens may do, by plugin and role, name by name: "everything that
 * reads" would include the audit trail.
 */
const READS = {
  catalog: ['catalog.entity.read', 'catalog.location.read'],
  infra: ['infra.finding.read', 'infra.run.read'],
  proxmox: [
    'proxmox.view',
    'proxmox.cluster.read',
    'proxmox.guest.read',
    'infra.finding.read',
    'infra.run.read',
  ],
};
const CHANGES = {
  catalog: ['catalog.entity.refresh'],
  infra: ['infra.finding.update'],
  proxmox: [
    'proxmox.operate',
    'proxmox.guest.power',
    'proxmox.guest.migrate',
    'proxmox.guest.snapshot',
    // As for the people in app-config.yaml: what is in no family is named, one by one.
    'proxmox.guest.tag',
    'proxmox.guest.stop',
    'proxmox.guest.rollback',
    'proxmox.guest.snapshot.delete',
    'proxmox.task.stop',
  ],
};
/** The plugins whose routes machine tokens of the lab may call. */
export const TOKEN_PLUGINS = Object.keys(READS);
// The one that shows all that the pages can: addresses from inside, updates, backups.
const PORTAL_TOKEN = 'ctrl@pve!inspect';
const OPERATE_TOKEN = 'ctrl@pve!operate';
const GROUPS = [
  'group:default/platform-admins',
  'group:default/platform-operators',
  'group:default/platform-viewers',
];

/**
 * The configuration that points the portal at its lab, to be laid over
 * app-config.yaml. Lists in it replace those below, and so are complete.
 *
 * @param {object} options
 * @param {any} options.lab - the content of lab.json
 * @param {string} options.root - the checkout
 * @param {string} options.database - folder of the SQLite files
 * @param {number} options.port - where people find the portal
 * @param {number} [options.backendPort] - where the backend listens, if a
 *   development server for the app stands before it
 * @param {string[]} options.plugins - the plugins with routes for machine tokens
 * @param {import('./docs.mjs').Documents} options.docs
 * @returns {Record<string, unknown>} JSON
 */
export function labConfig({
  lab,
  root,
  database,
  port,
  backendPort = port,
  plugins,
  docs,
}) {
  const baseUrl = portalUrl(port);
  const oidc = onlyOne(lab.services.oidc, 'services.oidc');
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port: backendPort },
      database: {
        client: 'better-sqlite3',
        connection: { directory: database },
      },
      auth: {
        externalAccess: lab.tokens.map(({ role, token }) => ({
          type: 'static',
          options: { token, subject: `lab-${role}` },
          accessRestrictions: accessOf(role, plugins),
        })),
      },
    },
    auth: {
      environment: 'development',
      // Assistants on this machine, of which each says itself what it is.
      clientIdMetadataDocuments: {
        allowedClientIdPatterns: [
          'http://localhost:*/*',
          'http://127.0.0.1:*/*',
        ],
      },
      providers: {
        oidc: {
          development: {
            metadataUrl: oidc.metadataUrl,
            clientId: oidc.clientId,
            clientSecret: oidc.clientSecret,
            // To sign in as somebody else after signing out; with `auto` the provider would answer with the same person.
            prompt: 'login',
            admit: { groups: GROUPS },
          },
        },
      },
    },
    catalog: {
      locations: [
        {
          type: 'file',
          target: join(root, CATALOG),
          rules: [{ allow: CATALOG_KINDS }],
        },
        {
          type: 'file',
          target: join(root, LAB_PEOPLE),
          rules: [{ allow: ['User'] }],
        },
      ],
    },
    infra: {
      banner: {
        text: 'Lab: nothing here is real, and nothing that you do here can break anything.',
        tone: 'warning',
      },
      ...(docs.problem && { docs: { problem: docs.problem } }),
    },
    techdocs: {
      publisher: { type: 'local', local: { publishDirectory: docs.site } },
    },
    proxmox: { clusters: proxmoxClusters(lab.services.proxmox) },
  };
}

/**
 * The address of the portal on this machine.
 *
 * @param {number} port
 */
export function portalUrl(port) {
  return `http://localhost:${port}`;
}

/**
 * What a machine token may do; the permission policy is never asked about it.
 * The same as the roles of people: see permission-backend-module-access.
 */
export function accessOf(role, plugins) {
  switch (role) {
    case 'viewer':
      return plugins.map(plugin => ({ plugin, permission: READS[plugin] }));
    case 'operator':
      return plugins.map(plugin => ({
        plugin,
        permission: [...READS[plugin], ...CHANGES[plugin]],
      }));
    case 'admin':
      return plugins.map(plugin => ({ plugin }));
    default:
      // Without a restriction a token may do everything everywhere.
      throw new TypeError(
        `lab.json has a token for the role '${role}', which lab-config.mjs does not know`,
      );
  }
}

function proxmoxClusters(services) {
  const names = [...new Set(services.map(({ cluster }) => cluster))];
  return names.map(name => {
    const nodes = services.filter(({ cluster }) => cluster === name);
    return {
      name,
      title: names.length === 1 ? 'Lab cluster' : `Lab cluster ${name}`,
      endpoints: nodes.map(({ url, fingerprint }) => ({ url, fingerprint })),
      entityRef: `resource:default/${name}`,
      token: tokenOf(nodes[0], PORTAL_TOKEN),
      operate: { token: tokenOf(nodes[0], OPERATE_TOKEN) },
    };
  });
}

/** The lab has other tokens beside these, which lack this and that. */
function tokenOf({ cluster, tokens }, name) {
  const token = tokens.find(({ id }) => id === name);
  if (!token) {
    throw new TypeError(
      `lab.json has no token ${name} for the cluster ${cluster}`,
    );
  }
  return { id: token.id, secret: token.secret };
}

function onlyOne(list, what) {
  if (list?.length !== 1) {
    throw new TypeError(
      `lab.json has ${list?.length ?? 0} ${what}, where one was expected`,
    );
  }
  return list[0];
}
