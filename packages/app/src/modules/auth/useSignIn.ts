import { useApi } from '@backstage/frontend-plugin-api';
import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { isError } from '@backstage/errors';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { oidcAuthApiRef } from './oidcAuthApi';
import { SessionIdentity } from './SessionIdentity';
import {
  explainFailedAttempt,
  forgetSignInAttempt,
  noteSignInAttempt,
} from './signInAttempt';

/** What the sign-in page shows. */
export interface SignInState {
  /** `checking`: is there a session from before? `leaving`: on the way to the provider. */
  phase: 'checking' | 'ready' | 'leaving';
  /** Why the last attempt did not succeed. */
  failure?: string;
  signIn(): void;
}

/** Takes up the session from before, or leads to the provider. */
export function useSignIn(
  onSignInSuccess: (identity: IdentityApi) => void,
): SignInState {
  const auth = useApi(oidcAuthApiRef);
  const [searchParams, setSearchParams] = useSearchParams();
  const [phase, setPhase] = useState<SignInState['phase']>('checking');
  const [failure, setFailure] = useState(() =>
    explainFailedAttempt(searchParams.get('error')),
  );
  const asked = useRef(false);

  const enter = useCallback(
    async (options: { optional: true } | { instantPopup: true }) => {
      const session = await auth.getBackstageIdentity(options);
      if (session) {
        forgetSignInAttempt();
        onSignInSuccess(SessionIdentity.create(auth, session.identity));
      } else {
        setPhase('ready');
      }
    },
    [auth, onSignInSuccess],
  );

  useEffect(() => {
    // Once: a session is refreshed by asking, and a refresh token may be good for one use.
    if (asked.current) {
      return;
    }
    asked.current = true;
    enter({ optional: true }).catch(() => setPhase('ready'));
  }, [enter]);

  useEffect(() => {
    if (searchParams.has('error')) {
      forgetSignInAttempt();
      // The provider's answer leads back to this address: it must not carry the old error along.
      const rest = new URLSearchParams(searchParams);
      rest.delete('error');
      setSearchParams(rest, { replace: true });
    }
  }, [searchParams, setSearchParams]);

  useEffect(() => {
    // Who comes back with the browser's button gets the page as it was left: waiting.
    const onPageShow = (event: PageTransitionEvent) => {
      if (event.persisted) {
        setPhase('ready');
      }
    };
    window.addEventListener('pageshow', onPageShow);
    return () => window.removeEventListener('pageshow', onPageShow);
  }, []);

  const signIn = () => {
    setPhase('leaving');
    setFailure(undefined);
    noteSignInAttempt();
    enter({ instantPopup: true }).catch((error: unknown) => {
      setPhase('ready');
      setFailure(isError(error) ? error.message : 'Please try again.');
    });
  };

  return { phase, failure, signIn };
}
