import { prepareRun, startPortal, stopPortal } from './portal';

/** Starts the portal that all tests of the run share. */
export default async function globalSetup(): Promise<void> {
  await stopPortal();
  prepareRun();
  await startPortal();
}
