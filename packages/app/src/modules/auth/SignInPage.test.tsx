import { configApiRef } from '@backstage/frontend-plugin-api';
import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { oidcAuthApiRef } from './oidcAuthApi';
import type { OidcAuthApi } from './oidcAuthApi';
import { SignInPage } from './SignInPage';

const session = {
  token: 'a-token',
  identity: {
    type: 'user' as const,
    userEntityRef: 'user:default/admin',
    ownershipEntityRefs: ['user:default/admin'],
  },
};

function createAuth(
  getBackstageIdentity: OidcAuthApi['getBackstageIdentity'],
): jest.Mocked<OidcAuthApi> {
  return {
    getBackstageIdentity: jest.fn(getBackstageIdentity),
    getAccessToken: jest.fn(),
    getIdToken: jest.fn(),
    getProfile: jest.fn(async () => ({ displayName: 'Lab Admin' })),
    signIn: jest.fn(),
    signOut: jest.fn(),
    sessionState$: jest.fn(),
  };
}

function Address() {
  const { pathname, search } = useLocation();
  return <p>{`at ${pathname}${search}`}</p>;
}

function show(auth: OidcAuthApi, address = '/proxmox?tab=guests') {
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  render(
    <TestApiProvider
      apis={[
        [oidcAuthApiRef, auth],
        [configApiRef, mockApis.config({ data: { app: { title: 'Portal' } } })],
      ]}
    >
      <MemoryRouter initialEntries={[address]}>
        <SignInPage onSignInSuccess={onSignInSuccess} />
        <Address />
      </MemoryRouter>
    </TestApiProvider>,
  );
  return onSignInSuccess;
}

const withoutSession: OidcAuthApi['getBackstageIdentity'] = async options =>
  options?.optional ? undefined : new Promise(() => {});

const button = () => screen.findByRole('button', { name: 'Sign in' });

describe('the sign-in page', () => {
  beforeEach(() => sessionStorage.clear());

  it('takes up a session from before without a word', async () => {
    const auth = createAuth(async () => session);

    const onSignInSuccess = show(auth);

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    const identity = onSignInSuccess.mock.calls[0][0];
    expect(await identity.getBackstageIdentity()).toEqual(session.identity);
    expect(await identity.getCredentials()).toEqual({ token: 'a-token' });
    expect(await identity.getProfileInfo()).toEqual({
      displayName: 'Lab Admin',
    });
    await identity.signOut();
    expect(auth.signOut).toHaveBeenCalled();
    expect(auth.getBackstageIdentity).toHaveBeenNthCalledWith(1, {
      optional: true,
    });
  });

  it('has the name of the portal and one button, which leads to the provider', async () => {
    const auth = createAuth(withoutSession);
    const onSignInSuccess = show(auth);
    expect(
      await screen.findByRole('heading', { name: 'Portal' }),
    ).toBeInTheDocument();

    await screen.findByText(/Sign in with your/);
    await userEvent.click(await button());

    expect(auth.getBackstageIdentity).toHaveBeenLastCalledWith({
      instantPopup: true,
    });
    expect(screen.getAllByRole('button')).toHaveLength(1);
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });

  it('shows why an attempt was refused, and keeps the rest of the address', async () => {
    show(createAuth(withoutSession));
    await screen.findByText(/Sign in with your/);
    await userEvent.click(await button());

    show(
      createAuth(withoutSession),
      '/proxmox?tab=guests&error=The+catalog+has+nobody+%3Cb%3E',
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You are not signed in',
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'The catalog has nobody <b>',
    );
    expect(screen.getAllByText('at /proxmox?tab=guests')).toHaveLength(2);
  });

  it('repeats no words of a link that somebody sent', async () => {
    show(createAuth(withoutSession), '/?error=Call+555+to+get+in');

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Please try again.',
    );
    expect(screen.queryByText(/555/)).not.toBeInTheDocument();
    expect(screen.getByText('at /')).toBeInTheDocument();
  });

  it('says what a popup came back with, and lets the person try again', async () => {
    show(
      createAuth(async options => {
        if (options?.optional) {
          return undefined;
        }
        throw new Error('the popup was closed');
      }),
    );
    await screen.findByText(/Sign in with your/);

    await userEvent.click(await button());

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the popup was closed',
    );
    expect(await button()).toBeEnabled();
  });

  it('offers the button when the session from before cannot be asked for', async () => {
    show(
      createAuth(async () => {
        throw new Error('fetch failed');
      }),
    );

    expect(await screen.findByText(/Sign in with your/)).toBeInTheDocument();
  });
});
