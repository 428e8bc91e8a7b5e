import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const STYLE = `
:root { color-scheme: light dark; --ground: #f3f5f7; --card: #fff; --text: #16202a; --muted: #51606d; --edge: #8695a3; --accent: #12598f; --on-accent: #fff; --bad: #a3151f; --bad-ground: #fdecec; }
@media (prefers-color-scheme: dark) { :root { --ground: #11171d; --card: #1a222a; --text: #e9eef2; --muted: #a5b2bd; --edge: #71808d; --accent: #7cc0f4; --on-accent: #07202f; --bad: #ffb1b1; --bad-ground: #3b1c1f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-items: center; padding: 1rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 24rem; padding: 1.75rem; background: var(--card); border-radius: .75rem; box-shadow: 0 1px 4px rgb(0 0 0 / .2); }
h1 { margin: 0 0 .25rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: 0 0 1.25rem; color: var(--muted); }
label { display: block; margin: 0 0 .3rem; font-weight: 600; }
input { display: block; width: 100%; min-height: 2.75rem; margin: 0 0 1rem; padding: .5rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--edge); border-radius: .4rem; }
button, a.button { display: block; width: 100%; min-height: 2.75rem; padding: .55rem 1rem; border: 0; border-radius: .4rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none; color: var(--on-accent); background: var(--accent); cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.error { margin: 0 0 1.25rem; padding: .65rem .8rem; color: var(--bad); background: var(--bad-ground); border-radius: .4rem; }
.note { margin: 1.25rem 0 0; font-size: .875rem; }`;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes text safe inside HTML, in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character]);
}

/** A page and the policy that lets it do no more than it needs. */
export interface Page {
  html: string;
  headers: Record<string, string>;
}

/**
 * Wraps content in the lab's page.
 *
 * @param formTargets - origins that a form of the page may end at: browsers apply `form-action` to
 * the redirects after a submit too, and a sign-in ends at the portal.
 */
export function renderPage(
  title: string,
  content: string,
  formTargets: readonly string[] = [],
): Page {
  const nonce = randomBytes(16).toString('base64');
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body><main>${content}</main></body>
</html>
`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action ${[
        "'self'",
        ...formTargets,
      ].join(' ')}; frame-ancestors 'none'; base-uri 'none'`,
    },
  };
}

/** Sends a page as the whole answer. */
export function sendPage(
  response: ServerResponse,
  status: number,
  page: Page,
): void {
  response.writeHead(status, page.headers).end(page.html);
}

/** The form that asks for a name and a password, after a failed attempt with the reason. */
export function signInPage(options: {
  action: string;
  portalOrigin: string;
  name?: string;
  error?: string;
}): Page {
  const { action, portalOrigin, name = '', error } = options;
  const described = error
    ? ' aria-invalid="true" aria-describedby="error"'
    : '';
  return renderPage(
    'Sign in to the lab',
    `<h1>Sign in to the lab</h1>
<p>You go on to the Control Center.</p>
${
  error
    ? `<div class="error" id="error" role="alert">${escapeHtml(error)}</div>`
    : ''
}
<form method="post" action="${escapeHtml(action)}">
<label for="name">Name</label>
<input id="name" name="name" type="text" value="${escapeHtml(
      name,
    )}" autocomplete="username" autocapitalize="none" spellcheck="false" required${described}${
      name ? '' : ' autofocus'
    }>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${described}${
      name ? ' autofocus' : ''
    }>
<button type="submit">Sign in</button>
</form>
<p class="note">The names and passwords were printed when the lab started.</p>`,
    [portalOrigin],
  );
}

/** Says what went wrong, and the way back. */
export function problemPage(
  title: string,
  message: string,
  portalUrl: string,
): Page {
  return renderPage(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(message)}</p>
<a class="button" href="${escapeHtml(
      portalUrl,
    )}">Back to the Control Center</a>`,
  );
}

/** Asks whether the session at the provider shall end too. `form` is the provider's own. */
export function signOutPage(form: string, portalOrigin: string): Page {
  return renderPage(
    'Sign out of the lab',
    `<h1>Sign out of the lab?</h1>
<p>You are signed out of the Control Center. Staying signed in here lets the next visit skip the password.</p>
${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>`,
    [portalOrigin],
  );
}
