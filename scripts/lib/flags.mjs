import { parseArgs } from 'node:util';
import { Problem } from './problem.mjs';

export const START_HELP = `npm start -- [flags]    the portal on its lab, ready to sign in

  --port N      the portal's port on this machine (3000)
  --home DIR    where toolchain, lab, databases and logs live (.ctrl)
  --reset       forget the lab and the portal's data first; the toolchain stays
  --check       start, wait until it is ready, and stop again
  --help        this text

yarn start runs the Backstage CLI's development servers on a lab instead.
`;

/**
 * Reads the flags of `npm start`.
 *
 * @param {string[]} args
 * @returns {{ port: number, home?: string, reset: boolean, check: boolean, help: boolean }}
 * @throws Problem on a flag or a value that does not exist
 */
export function parseStartFlags(args) {
  const values = parse(args, {
    port: { type: 'string', default: '3000' },
    home: { type: 'string' },
    reset: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65535) {
    throw new Problem(
      `--port is a number from 1 to 65535, and not '${values.port}'.`,
    );
  }
  return { ...values, port };
}

/**
 * Reads the flags of `npm test`.
 *
 * @param {string[]} args
 * @param {string[]} names - of the checks that exist
 * @returns {{ only?: string[], help: boolean }}
 * @throws Problem on a flag or a check that does not exist
 */
export function parseTestFlags(args, names) {
  const { only, help } = parse(args, {
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  const chosen = only?.split(',').map(name => name.trim());
  const unknown = chosen?.filter(name => !names.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw new Problem(
      `There is no check named '${unknown.join(
        "', '",
      )}'. There are: ${names.join(', ')}.`,
    );
  }
  return { only: chosen, help };
}

function parse(args, options) {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    // Node appends advice on '--' that does not fit commands without arguments.
    throw new Problem(`${error.message.split('. ')[0]}.`, {
      todo: 'Add --help to see what there is.',
    });
  }
}
