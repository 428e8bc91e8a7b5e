import { Alert } from '@backstage/ui';

/** Says that no cluster is configured, and what to do. */
export function NoClusters() {
  return (
    <Alert
      status="info"
      icon
      title="No Proxmox cluster is configured"
      description={
        <>
          Add one under <code>proxmox.clusters</code> in the portal’s
          configuration, with its endpoints and an API token, and restart the
          backend. The README of the Proxmox backend shows how, with the
          commands for a least-privilege role.
        </>
      }
    />
  );
}
