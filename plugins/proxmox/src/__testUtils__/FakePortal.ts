import type { FetchApi } from '@backstage/frontend-plugin-api';
import type { Reading } from '@reverb256/backstage-plugin-infra-common';
import { ago } from './fixtures';

/** What a path answers: an object, or the status and the message of a refusal; of a function, what it makes of the query. */
type Answer =
  | object
  | { status: number; message: string }
  | ((query: URLSearchParams) => object);

/** The Proxmox backend as far as it reads on demand: each path with what it answers. Nothing else is there. */
export class FakePortal implements FetchApi {
  /** `/v1/tasks/homelab?limit=50`, in order. */
  readonly asked: string[] = [];

  /** @param answers - by path, with its `/v1`; may be changed while the test runs */
  constructor(readonly answers: Record<string, Answer>) {}

  readonly fetch: typeof fetch = async input => {
    const { pathname, search, searchParams } = new URL(String(input));
    const path = decodeURIComponent(pathname);
    this.asked.push(`${path}${search}`);
    const given = this.answers[path] ?? {
      status: 404,
      message: `The test answers nothing at ${path}`,
    };
    const made = typeof given === 'function' ? given(searchParams) : given;
    // The clock of a page is set by what the portal answers.
    const answer =
      'now' in made ? { ...made, now: new Date().toISOString() } : made;
    const { status, message } = answer as { status?: number; message?: string };
    const isRefusal = typeof status === 'number';
    return new Response(
      JSON.stringify(
        isRefusal ? { error: { name: 'Error', message } } : answer,
      ),
      {
        status: isRefusal ? status : 200,
        headers: { 'Content-Type': 'application/json' },
      },
    );
  };
}

/** What was read just now. */
export const reading = <T>(
  data: T | undefined,
  more: Partial<Reading<T>> = {},
): Reading<T> => ({
  now: new Date().toISOString(),
  collectedAt: data === undefined ? undefined : ago(8),
  data,
  ...more,
});
