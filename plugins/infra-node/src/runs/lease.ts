/** How long a run is left to the process that follows it before another may take it on. */
export const LEASE_SECONDS = 15;
