import { z } from 'zod';
import type { UserConfig } from '../proxmox/users.ts';
import { route, type ControlRoute } from './routes.ts';

const id = z.string();
const grant = {
  path: z.string().startsWith('/').default('/'),
  privileges: z.array(z.string()),
  propagate: z.boolean().default(true),
};

export function accessRoutes(users: UserConfig): ControlRoute[] {
  return [
    route({
      path: '/proxmox/tokens/revoke',
      what: 'Deletes an API token.',
      example: { id: 'ctrl@pve!portal' },
      input: z.strictObject({ id }),
      run: input => users.removeToken(input.id),
    }),
    route({
      path: '/proxmox/tokens/restore',
      what: 'Brings a revoked or expired token back, with its secret and its privileges.',
      example: { id: 'ctrl@pve!portal' },
      input: z.strictObject({ id }),
      run: input => ({ id: input.id, secret: users.restoreToken(input.id) }),
    }),
    route({
      path: '/proxmox/tokens/expire',
      what: 'Lets an API token expire.',
      example: { id: 'ctrl@pve!portal' },
      input: z.strictObject({ id }),
      run: input => users.expireToken(input.id),
    }),
    route({
      path: '/proxmox/tokens/add',
      what: 'Makes an API token with privileges of its own; what it may do is what its user may as well. Without privsep it may all that its user may.',
      example: {
        id: 'ctrl@pve!mine',
        privileges: ['VM.Audit', 'Datastore.Audit'],
        path: '/',
      },
      input: z.strictObject({
        id,
        ...grant,
        privileges: grant.privileges.default([]),
        privsep: z.boolean().default(true),
      }),
      run: ({ privsep, ...input }) => {
        const secret = users.addToken(input.id, { privsep });
        users.setPrivileges(input.id, input);
        return { id: input.id, secret };
      },
    }),
    route({
      path: '/proxmox/tokens/privileges',
      what: 'Replaces all that was granted to a token (or to a user, by name) by these privileges on this path.',
      example: { id: 'ctrl@pve!portal', privileges: ['VM.Audit'], path: '/' },
      input: z.strictObject({ id, ...grant }),
      run: input => users.setPrivileges(input.id, input),
    }),
    route({
      path: '/proxmox/users/enable',
      what: 'Enables or disables a user, and with it the tokens.',
      example: { name: 'ctrl@pve', enable: false },
      input: z.strictObject({ name: z.string(), enable: z.boolean() }),
      run: ({ name, enable }) => {
        const user = users.users.get(name);
        if (!user) throw new Error(`no such user ('${name}')`);
        user.enable = enable;
      },
    }),
  ];
}
