import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from './problem.mjs';

/**
 * Waits until somebody can sign in: the app's page and the backend answer, the
 * lab's people are in the catalog, and starting a sign-in leads to an identity
 * provider that answers.
 *
 * @param {object} options
 * @param {string} options.url - the portal's
 * @param {any} options.lab - the content of lab.json
 * @param {() => void} [options.check] - called between; throws if waiting is in vain
 * @param {AbortSignal} [options.signal]
 * @param {number} [options.timeoutMs]
 * @throws Problem that names the first thing that was not so in time
 */
export async function untilReady({
  url,
  lab,
  check: checkOther = () => {},
  signal,
  timeoutMs = 180_000,
}) {
  const deadline = Date.now() + timeoutMs;
  for (const { what, check } of conditions(url, lab)) {
    let last = await attempt(check);
    while (last) {
      checkOther();
      if (Date.now() > deadline) {
        throw new Problem(
          `The portal runs, but is not ready after ${
            timeoutMs / 1000
          } s: ${what}, but ${last}.`,
          { todo: 'The logs of the backend and of the lab may say why.' },
        );
      }
      await wait(250, undefined, { signal });
      last = await attempt(check);
    }
  }
}

/** In the order in which they usually come true. */
function conditions(url, lab) {
  const token = lab.tokens.find(({ role }) => role === 'viewer').token;
  const { issuer, metadataUrl } = lab.services.oidc[0];
  return [
    {
      what: 'the backend should say that it is ready',
      check: () => expectStatus(`${url}/.backstage/health/v1/readiness`, 200),
    },
    {
      what: "the app's page should be served",
      check: async () => {
        const response = await get(url);
        const page = await response.text();
        return response.ok && page.includes('<div id="root"')
          ? undefined
          : `${url} answered ${response.status} without it`;
      },
    },
    {
      what: 'the identity provider should answer',
      check: () => expectStatus(metadataUrl, 200),
    },
    ...lab.users.map(({ name }) => ({
      what: `${name} should be in the catalog`,
      check: () =>
        expectStatus(
          `${url}/api/catalog/entities/by-name/user/default/${encodeURIComponent(
            name,
          )}`,
          200,
          { authorization: `Bearer ${token}` },
        ),
    })),
    {
      what: 'starting to sign in should lead to the identity provider',
      check: async () => {
        const start = `${url}/api/auth/oidc/start?env=development`;
        const response = await get(start);
        const target = response.headers.get('location') ?? '';
        return response.status === 302 && target.startsWith(issuer)
          ? undefined
          : `${start} answered ${response.status} ${target}`.trim();
      },
    },
  ];
}

async function attempt(check) {
  try {
    return await check();
  } catch (error) {
    return `there was no answer (${error.cause?.code ?? error.message})`;
  }
}

async function expectStatus(url, status, headers = {}) {
  const response = await get(url, headers);
  await response.body?.cancel();
  return response.status === status
    ? undefined
    : `${url} answered ${response.status}`;
}

function get(url, headers = {}) {
  return fetch(url, {
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  });
}
