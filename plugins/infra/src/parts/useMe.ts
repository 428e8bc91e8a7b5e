import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/** The entity ref of whoever is signed in; undefined until it is known. */
export function useMe(): string | undefined {
  const identity = useApi(identityApiRef);
  const [me, setMe] = useState<string>();
  useEffect(() => {
    let isGone = false;
    identity.getBackstageIdentity().then(
      ({ userEntityRef }) => {
        if (!isGone) setMe(userEntityRef);
      },
      // Whoever cannot be told apart from others has no runs of their own.
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [identity]);
  return me;
}
