import { machineTokenOf, type Role } from './labFile';
import { portalUrl } from './portal';

/** Has a machine with that role ask something of the portal. Throws what the portal says against it. */
export async function askPortal(
  role: Role,
  path: string,
  body: object,
): Promise<void> {
  const response = await fetch(`${portalUrl()}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${machineTokenOf(role)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(
      `The portal refused ${path} ${JSON.stringify(body)}: ${
        response.status
      } ${await response.text()}`,
    );
  }
}
