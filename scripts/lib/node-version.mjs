/**
 * Ends the process with a message if Node.js is older than 20. Written so that
 * an old Node can parse it.
 *
 * @param {string} version - as in `process.versions.node`
 */
export function requireNode20(version) {
  if (Number(version.split('.')[0]) < 20) {
    console.error(
      'The Control Center needs Node.js 20 or newer to start itself, and this is ' +
        version +
        '. Install Node.js 24 and try again.',
    );
    process.exit(1);
  }
}
