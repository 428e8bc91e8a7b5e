/**
 * Listens on the first of the candidates that is free, or else on any free
 * port. Candidates that are 0 or undefined are left out.
 */
export async function listenOn(
  listen: (port: number) => Promise<unknown>,
  ...candidates: (number | undefined)[]
): Promise<void> {
  for (const port of candidates) {
    if (!port) continue;
    try {
      await listen(port);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  await listen(0);
}
