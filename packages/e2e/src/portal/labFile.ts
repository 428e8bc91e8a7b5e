import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { homeFolder } from './folders';

const roles = z.enum(['admin', 'operator', 'viewer']);

const labFileSchema = z.object({
  portal: z.object({ url: z.string() }),
  users: z.array(
    z.object({ name: z.string(), password: z.string(), role: roles }),
  ),
  tokens: z.array(z.object({ role: roles, token: z.string() })),
  services: z.object({
    oidc: z
      .array(z.object({ issuer: z.string(), clientSecret: z.string() }))
      .min(1),
    proxmox: z
      .array(
        z.object({
          cluster: z.string(),
          node: z.string(),
          url: z.string(),
          tokens: z.array(z.object({ id: z.string(), secret: z.string() })),
        }),
      )
      .min(1),
  }),
  control: z.object({ url: z.string() }),
});

/** What the lab tells its clients, as far as these tests need it. */
export type LabFile = z.infer<typeof labFileSchema>;
export type Role = z.infer<typeof roles>;

/** Reads the lab.json of the portal under test. */
export const readLabFile = (): LabFile =>
  labFileSchema.parse(
    JSON.parse(readFileSync(join(homeFolder, 'lab.json'), 'utf8')),
  );

/** Somebody of the lab who can sign in. */
export function userOf(role: Role) {
  const user = readLabFile().users.find(each => each.role === role);
  if (!user) {
    throw new Error(`The lab has nobody with the role ${role}`);
  }
  return user;
}

/** A machine token of the lab. */
export function machineTokenOf(role: Role) {
  const found = readLabFile().tokens.find(each => each.role === role);
  if (!found) {
    throw new Error(`The lab has no machine token for the role ${role}`);
  }
  return found.token;
}
