import { createHash, createHmac, hkdfSync } from 'node:crypto';

/** What ties a sign-in's answer to its start, in one browser. */
export interface SignInBinding {
  codeVerifier: string;
  codeChallenge: string;
  nonce: string;
}

/**
 * Derives PKCE's verifier and the nonce from the state of the sign-in.
 *
 * The state holds a random value that Backstage keeps in a cookie of the browser as well, so it is
 * new for each sign-in, and only its browser can bring it back. Deriving the rest with a key that
 * never leaves the backend needs no session store, works whichever replica gets the answer, and
 * makes the code worthless with any other state, an altered one included.
 */
export function bindSignIn(clientSecret: string, state: string): SignInBinding {
  const key = Buffer.from(
    hkdfSync('sha256', clientSecret, '', 'backstage oidc sign-in', 32),
  );
  const derive = (purpose: string) =>
    createHmac('sha256', key).update(`${purpose}:${state}`).digest('base64url');
  const codeVerifier = derive('code_verifier');
  return {
    codeVerifier,
    codeChallenge: createHash('sha256')
      .update(codeVerifier)
      .digest('base64url'),
    nonce: derive('nonce'),
  };
}
