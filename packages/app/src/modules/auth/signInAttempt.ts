const KEY = 'control-center.sign-in';

/** Remembers, for this tab, that somebody has pressed the button. */
export function noteSignInAttempt(): void {
  sessionStorage.setItem(KEY, 'started');
}

/** Ends what {@link noteSignInAttempt} began, when its outcome is known. */
export function forgetSignInAttempt(): void {
  sessionStorage.removeItem(KEY);
}

/**
 * The reason to show for a sign-in that came back with an error.
 *
 * The reason arrives in the address, so anybody can put words there and send the link around. Only
 * who has just tried to sign in, in this tab, gets to read it.
 */
export function explainFailedAttempt(error: string | null): string | undefined {
  if (!error) {
    return undefined;
  }
  return sessionStorage.getItem(KEY) !== null
    ? error.slice(0, 600)
    : 'Please try again.';
}
