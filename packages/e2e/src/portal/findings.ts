import { z } from 'zod';
import { machineTokenOf } from './labFile';
import { portalUrl } from './portal';
import { waitUntil } from './waitUntil';

const findingsSchema = z.object({
  items: z.array(z.object({ title: z.string(), seenAt: z.string() })),
});

async function lastSeen(title: string): Promise<string | undefined> {
  const response = await fetch(`${portalUrl()}/api/infra/v1/findings`, {
    headers: { authorization: `Bearer ${machineTokenOf('operator')}` },
  });
  const { items } = findingsSchema.parse(await response.json());
  return items.find(item => item.title === title)?.seenAt;
}

/** Waits until the portal has gathered a finding again: what it would do then, it has done. */
export async function gatheredAgain(title: string): Promise<void> {
  const before = await lastSeen(title);
  await waitUntil(
    `'${title}' to be gathered again`,
    async () => ((await lastSeen(title)) === before ? undefined : true),
    { seconds: 60 },
  );
}
