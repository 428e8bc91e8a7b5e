import type { ControlRoute } from './routes.ts';

/** What GET / answers: every call, with a command to try it. */
export function manual(routes: ControlRoute[], url: string): string {
  const calls = routes.map(({ method, path, what, example }) => {
    const command =
      method === 'GET'
        ? `curl ${url}${path}`
        : `curl ${url}${path} -d '${JSON.stringify(example ?? {})}'`;
    return `${method} ${path}\n  ${what}\n  ${command}\n`;
  });
  return [
    'The control API of the lab. Bodies and answers are JSON.',
    '',
    ...calls,
  ].join('\n');
}
