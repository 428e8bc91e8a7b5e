/** What tests need to use the provider: the process, and a browser that has no screen. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { CookieJar } from 'tough-cookie';
import { Agent, fetch } from 'undici';
import type { OidcProviderOptions, OidcService } from './provider.ts';

/** A provider in a process of its own. */
export interface SpawnedOidcProvider {
  service: OidcService;
  /** What the next start needs to be the same provider, on the same port. */
  state: Record<string, unknown>;
  stop(): Promise<void>;
}

/** Starts the provider in a process, since Jest cannot load it: it is an ES module. */
export async function spawnOidcProvider(
  options: OidcProviderOptions,
): Promise<SpawnedOidcProvider> {
  const entry = join(
    dirname(require.resolve('lab/package.json')),
    'src/oidc/serve.ts',
  );
  const child = spawn(process.execPath, [entry], {
    env: { ...process.env, OIDC_OPTIONS: JSON.stringify(options) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'close');
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    complaints += text;
  });
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    exited.then(([code]) => {
      throw new Error(
        `The OpenID provider ended at its start, code ${code}: ${complaints}`,
      );
    }),
  ]);
  const { services, state } = JSON.parse(line);
  return {
    service: services[0],
    state,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Where a visit ended. */
export interface VisitedPage {
  url: string;
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** How to open an address. */
export interface VisitOptions {
  method?: string;
  body?: URLSearchParams;
  headers?: Record<string, string>;
  /** For this visit, instead of the browser's own. */
  stopAt?: (url: string) => boolean;
}

/** Keeps cookies, follows redirects and submits forms, as a browser does. */
export class TestBrowser {
  readonly #jar = new CookieJar(undefined, { allowSpecialUseDomain: true });
  readonly #dispatcher: Agent;
  readonly #stopAt: (url: string) => boolean;

  private constructor(dispatcher: Agent, stopAt: (url: string) => boolean) {
    this.#dispatcher = dispatcher;
    this.#stopAt = stopAt;
  }

  /**
   * @param options - `ca`: trusted certificate authorities, PEM. `stopAt`: addresses that are not
   * opened any more: the visit ends with status 0 and that address.
   */
  static create(
    options: { ca?: string; stopAt?: (url: string) => boolean } = {},
  ): TestBrowser {
    return new TestBrowser(
      new Agent({ connect: { ca: options.ca } }),
      options.stopAt ?? (() => false),
    );
  }

  async close(): Promise<void> {
    await this.#dispatcher.close();
  }

  /** Opens an address and follows its redirects. */
  async open(address: string, init: VisitOptions = {}): Promise<VisitedPage> {
    let url = address;
    let { method = 'GET', body } = init;
    const { stopAt = this.#stopAt } = init;
    for (let hop = 0; hop < 20; hop++) {
      if (stopAt(url)) {
        return { url, status: 0, headers: {}, text: '' };
      }
      const response = await fetch(url, {
        method,
        body,
        redirect: 'manual',
        dispatcher: this.#dispatcher,
        headers: {
          ...init.headers,
          cookie: await this.#jar.getCookieString(url),
        },
      });
      for (const cookie of response.headers.getSetCookie()) {
        await this.#jar.setCookie(cookie, url, { ignoreError: true });
      }
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || !location) {
        return {
          url,
          status: response.status,
          headers: Object.fromEntries(response.headers),
          text: await response.text(),
        };
      }
      await response.arrayBuffer();
      url = new URL(location, url).href;
      method = 'GET';
      body = undefined;
    }
    throw new Error(`${address} redirects without end`);
  }

  /** Fills the page's form, hidden fields kept, and submits it. */
  async submit(
    page: VisitedPage,
    fields: Record<string, string>,
    options: Pick<VisitOptions, 'stopAt'> = {},
  ): Promise<VisitedPage> {
    const action = /<form[^>]*\baction="([^"]*)"/.exec(page.text)?.[1];
    if (action === undefined) {
      throw new Error(`${page.url} has no form: ${page.text.slice(0, 500)}`);
    }
    const hidden = [
      ...page.text.matchAll(
        /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
      ),
    ].map(([, name, value]): [string, string] => [name, value]);
    return this.open(new URL(action, page.url).href, {
      ...options,
      method: 'POST',
      body: new URLSearchParams([...hidden, ...Object.entries(fields)]),
    });
  }
}
