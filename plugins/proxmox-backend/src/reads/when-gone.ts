import type { ServerResponse } from 'node:http';

/** Aborts when whoever asked closes the connection before the answer. */
export function whenGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) {
      controller.abort(new Error('Whoever asked has left'));
    }
  });
  return controller.signal;
}
