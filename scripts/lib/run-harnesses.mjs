import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { handOnSignals } from './hand-on.mjs';
import { layoutOf, ROOT } from './paths.mjs';
import { exclusively, prepare } from './prepare.mjs';
import { Problem } from './problem.mjs';
import { Processes } from './processes.mjs';
import { Progress } from './progress.mjs';
import { workspacesOf } from './workspaces.mjs';

/**
 * Runs the harnesses of one kind, one after the other: the `*.ts` files right
 * in the packages' folder of that name (what they share lies in folders below).
 *
 * @param {'bench' | 'long'} kind
 * @param {string[]} args - parts of paths, to run only those that have one; what
 *   follows `--` goes to the harnesses
 * @returns {Promise<number>} the exit code: 1 if one failed
 */
export async function runHarnesses(kind, args) {
  const divider = args.indexOf('--');
  const filters = divider < 0 ? args : args.slice(0, divider);
  const handedOn = divider < 0 ? [] : args.slice(divider + 1);
  const files = harnessesOf(kind).filter(
    file =>
      filters.length === 0 || filters.some(filter => file.includes(filter)),
  );
  if (files.length === 0) {
    console.log(
      `Nothing to run: no package has ${kind}/*.ts${
        filters.length > 0
          ? ` with '${filters.join("' or '")}' in its path`
          : ''
      }.`,
    );
    return filters.length > 0 ? 1 : 0;
  }
  const processes = new Processes();
  try {
    const progress = new Progress();
    const layout = layoutOf();
    const { toolchain, env } = await exclusively(progress, () =>
      prepare({ layout, processes, progress, log: layout.testLog }),
    );
    const failed = [];
    for (const file of files) {
      console.log(`\n${file}`);
      const code = await runInForeground(
        toolchain.node,
        [file, ...handedOn],
        env,
      );
      if (code > 128) {
        return code;
      }
      if (code !== 0) {
        failed.push(file);
      }
    }
    console.log(
      failed.length > 0
        ? `\n${failed.length} of ${files.length} failed: ${failed.join(', ')}`
        : `\n${files.length} done: ${files.join(', ')}`,
    );
    return failed.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error}` : error);
    return 1;
  } finally {
    await processes.stop();
  }
}

function harnessesOf(kind) {
  return workspacesOf(ROOT)
    .map(({ folder }) => join(ROOT, folder, kind))
    .filter(folder => existsSync(folder))
    .flatMap(folder =>
      readdirSync(folder)
        .filter(name => name.endsWith('.ts'))
        .map(name => relative(ROOT, join(folder, name))),
    )
    .sort();
}

function runInForeground(file, args, env) {
  return handOnSignals(spawn(file, args, { cwd: ROOT, env, stdio: 'inherit' }));
}
