import { stopPortal } from './portal';

/** Stops the run's portal, whoever started it last. */
export default async function globalTeardown(): Promise<void> {
  await stopPortal();
}
