/**
 * Something that a person has to do something about: what happened, and what to
 * do. Anything else that is thrown is a defect of these scripts, and is shown
 * with its stack.
 */
export class Problem extends Error {
  /**
   * @param {string} message - what happened, and to what
   * @param {{ todo?: string, log?: string, detail?: string }} [about] - what to
   *   do about it, the log file that tells more, and the end of that log
   */
  constructor(message, about = {}) {
    super(message);
    this.name = 'Problem';
    this.todo = about.todo;
    this.log = about.log;
    this.detail = about.detail;
  }

  /** The whole of it for a terminal, the way out last. */
  toString() {
    const lines = [];
    if (this.detail) {
      lines.push(...this.detail.split('\n').map(line => `  | ${line}`));
    }
    lines.push(this.message);
    if (this.log) {
      lines.push(`The whole log: ${this.log}`);
    }
    if (this.todo) {
      lines.push(this.todo);
    }
    return lines.join('\n');
  }
}

/** Every known cause: what its output looks like, what it means, what to do. */
const CAUSES = [
  {
    pattern:
      /ENOSPC|no space left on device|SQLITE_FULL|database or disk is full/i,
    message: 'the disk is full',
    todo: 'Free some space (a first start takes about 3 GB) and start again; what was done so far is kept.',
  },
  {
    pattern: /EDQUOT|disk quota exceeded/i,
    message: 'the disk quota is used up',
    todo: 'Free some space (a first start takes about 3 GB) and start again.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ECONNRESET|getaddrinfo/,
    message: 'the package registry does not answer',
    todo: 'Check the network, and the proxy and registry settings of npm and Yarn (HTTPS_PROXY, YARN_NPM_REGISTRY_SERVER), then start again.',
    networkOnly: true,
  },
  {
    pattern:
      /UNABLE_TO_GET_ISSUER_CERT|SELF_SIGNED_CERT_IN_CHAIN|unable to get local issuer certificate|self-signed certificate/i,
    message: "the package registry's certificate is not trusted",
    todo: 'Name your CA file in NODE_EXTRA_CA_CERTS and start again.',
    networkOnly: true,
  },
  {
    pattern: /YN0028|lockfile would have been (modified|created)/i,
    message: 'yarn.lock does not match the package.json files',
    todo: 'Run `yarn install` with the Yarn in .ctrl/toolchain/bin and commit yarn.lock.',
  },
  {
    pattern: /EACCES|EPERM|EROFS/,
    message: 'a file may not be written',
    todo: 'Make the checkout (and the folder given with --home) writable for the user that runs this, and start again.',
  },
];

/**
 * What the output of a failed command says about its cause.
 *
 * @param {string} output - the end of what it printed
 * @param {{ network?: boolean }} [about] - whether the command uses the network:
 *   a refused connection means something else in one that does not
 * @returns {{ message: string, todo: string } | undefined}
 */
export function causeOf(output, { network = false } = {}) {
  const cause = CAUSES.find(
    candidate =>
      candidate.pattern.test(output) && (network || !candidate.networkOnly),
  );
  return cause && { message: cause.message, todo: cause.todo };
}
