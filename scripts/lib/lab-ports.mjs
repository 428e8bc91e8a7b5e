const USUAL_PORTAL = 3000;
const USUAL_BASE = 8100;
/** How many ports a lab may take from its base on. */
export const LAB_PORTS = 50;
/** Below the ports that the system gives out by itself. */
const FIRST = 10_000;
const RANGES = 400;

/**
 * Where the ports of a portal's lab begin. Labs beside each other need ranges of
 * their own: a node that is dead has given up its port, and finds it taken when
 * it is to live again, if another lab was looking for one in the meantime.
 *
 * @param {number} portalPort
 * @returns {number}
 */
export function labBasePort(portalPort) {
  if (portalPort === USUAL_PORTAL) {
    return USUAL_BASE;
  }
  const base = FIRST + (portalPort % RANGES) * LAB_PORTS;
  // The lab starts first, and would take what the portal is to listen on.
  return portalPort >= base && portalPort < base + LAB_PORTS
    ? base + LAB_PORTS
    : base;
}
