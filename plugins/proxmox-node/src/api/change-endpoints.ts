/** What operating guests asks, beyond starting and shutting down. */
export const changeEndpoints = {};
