import {
  errorApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiLogoutBoxRLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import styles from './Navigation.module.css';

/** Who is signed in, and the way out. */
export const Account = (props: { className: string }) => {
  const identity = useApi(identityApiRef);
  const errors = useApi(errorApiRef);
  const [name, setName] = useState<string>();

  useEffect(() => {
    let gone = false;
    Promise.all([identity.getProfileInfo(), identity.getBackstageIdentity()])
      .then(([profile, { userEntityRef }]) => {
        if (!gone) {
          setName(profile.displayName ?? profile.email ?? userEntityRef);
        }
      })
      .catch(error => errors.post(error));
    return () => {
      gone = true;
    };
  }, [identity, errors]);

  return (
    <div className={props.className}>
      <span className={styles.person} title={name}>
        {name}
      </span>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiLogoutBoxRLine />}
        onPress={() => identity.signOut().catch(error => errors.post(error))}
      >
        Sign out
      </Button>
    </div>
  );
};
