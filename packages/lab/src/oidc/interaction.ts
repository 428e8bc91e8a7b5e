import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { z } from 'zod';
import type { AccountDirectory } from './accounts.ts';
import { problemPage, sendPage, signInPage } from './pages.ts';

const BODY_LIMIT_BYTES = 8 * 1024;

const credentialsSchema = z.object({
  name: z.string().max(256),
  password: z.string().max(1024),
});

async function readForm(
  request: IncomingMessage,
): Promise<Record<string, string> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Object.fromEntries(
    new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
  );
}

/** Answers the provider's interaction route: the sign-in form and what is posted from it. */
export function createInteractionHandler(options: {
  provider: Provider;
  accounts: AccountDirectory;
  portalUrl: string;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { provider, accounts, portalUrl } = options;
  const portalOrigin = new URL(portalUrl).origin;

  return async (request, response) => {
    const details = await provider
      .interactionDetails(request, response)
      .catch(() => undefined);
    if (!details) {
      sendPage(
        response,
        400,
        problemPage(
          'This sign-in has expired',
          'It was open for too long, or was begun in another browser. Start it again from the Control Center.',
          portalUrl,
        ),
      );
      return;
    }
    const action = `/interaction/${details.uid}`;
    if (request.method !== 'POST') {
      sendPage(response, 200, signInPage({ action, portalOrigin }));
      return;
    }
    const form = credentialsSchema.safeParse(await readForm(request));
    const accountId =
      form.success && accounts.authenticate(form.data.name, form.data.password);
    if (!accountId) {
      sendPage(
        response,
        401,
        signInPage({
          action,
          portalOrigin,
          name: form.data?.name,
          error: 'The name or the password is wrong. Check both and try again.',
        }),
      );
      return;
    }
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId } },
      { mergeWithLastSubmission: false },
    );
  };
}
