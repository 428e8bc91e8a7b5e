import { z } from 'zod';

const tokenPrivilegesSchema = z.object({
  token: z.string(),
  /** What it needs and does not have, as `Sys.Audit on /`. */
  missing: z.array(z.string()),
  /** What it has and nobody needs. */
  excess: z.array(z.string()),
  /** Where it has what it needs, if that is on some guests or pools only, as `VM.PowerMgmt on /pool/web`. */
  limitedTo: z.array(z.string()).optional(),
  /**
   * Where it lacks what it has above, as `VM.Audit on /vms/100`: what is there is hidden from it. Proxmox names only places
   * where it has anything at all.
   */
  exceptOn: z.array(z.string()).optional(),
});

const featurePrivilegesSchema = z.object({
  /** Stable, as `guest-charts`. */
  feature: z.string(),
  /** As people say it: `Charts of guests`. */
  title: z.string(),
  /** Which of the tokens it works with. */
  token: z.enum(['read', 'operate']),
  needs: z.array(
    z.object({
      /** As `VM.Audit`; where one of several is enough, each is listed. */
      anyOf: z.array(z.string()),
      path: z.string(),
      state: z.enum(['has', 'some', 'missing', 'unknown']),
      /** Where it has it, if on some guests or pools only. */
      on: z.array(z.string()).optional(),
    }),
  ),
  /** `some`: it works for a part of the guests. `unknown`: the token could not be asked. */
  state: z.enum(['works', 'some', 'missing', 'unknown']),
  /** What else the privileges permit, where that is much more than what they are needed for. */
  risk: z.string().optional(),
});

/** @public */
export const proxmoxPrivilegesSchema = z
  .object({
    tokens: z.record(z.string(), tokenPrivilegesSchema),
    /** What each feature of the plugin needs on this version of Proxmox VE, and whether it is there. */
    features: z.array(featurePrivilegesSchema).optional(),
    /** The version of the node that answered: what a feature needs differs between versions. */
    version: z.string().optional(),
  })
  .meta({ id: 'ProxmoxPrivileges' });

/** What the portal's tokens may do, by their use (`read`, `operate`): the data of the snapshot kind `privileges`. @public */
export type ProxmoxPrivileges = z.infer<typeof proxmoxPrivilegesSchema>;
