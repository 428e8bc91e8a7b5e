import type { Routes } from '../context.ts';
import { permissionError } from '../errors.ts';
import { splitTokenId } from '../users.ts';
import { capabilities, effectivePermissions } from '../effective.ts';

export const accessRoutes: Routes = {
  'GET /access/ticket': () => null,

  // pve-access-control API2/AccessControl.pm create_ticket.
  'POST /access/ticket': ({ authenticator, users, cluster, parameters }) => {
    const { username, realm, password } = parameters;
    const name = realm ? `${username}@${realm}` : username;
    const session = authenticator.login(name, password);
    return {
      ...session,
      cap: capabilities(users.acl, name),
      ...(users.acl.has(name, '/', 'Sys.Audit') && {
        clustername: cluster.inventory.cluster,
      }),
    };
  },

  // API2/AccessControl.pm permissions: one's own, those of one's tokens, or all with Sys.Audit.
  'GET /access/permissions': ({ users, userid, parameters, cluster }) => {
    const subject = parameters.userid ?? userid;
    const isOwn =
      subject === userid ||
      (subject.includes('!') && splitTokenId(subject).user === userid);
    if (!isOwn && !users.acl.has(userid, '/access', 'Sys.Audit')) {
      throw permissionError('/access, Sys.Audit');
    }
    return effectivePermissions(
      users.acl,
      cluster.inventory,
      subject,
      parameters.path,
    );
  },
};
