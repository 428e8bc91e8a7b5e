export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in with OpenID Connect. The keys are environments, of which `auth.environment` picks one.
       */
      oidc?: {
        [environment: string]: {
          /**
           * Address of the provider's metadata, usually ending in
           * `/.well-known/openid-configuration`. https, or http on loopback.
           */
          metadataUrl: string;
          /**
           * What the provider calls itself, where that is not metadataUrl without its ending.
           */
          issuer?: string;
          clientId: string;
          /**
           * @visibility secret
           */
          clientSecret: string;
          /**
           * How the client authenticates. Default: client_secret_basic.
           */
          tokenEndpointAuthMethod?:
            | 'client_secret_basic'
            | 'client_secret_post';
          /**
           * Algorithm that the provider signs ID tokens with: one with a key of its own. Default:
           * RS256.
           */
          idTokenSignedResponseAlg?:
            | 'RS256'
            | 'RS384'
            | 'RS512'
            | 'PS256'
            | 'PS384'
            | 'PS512'
            | 'ES256'
            | 'ES384'
            | 'ES512'
            | 'EdDSA';
          /**
           * What the provider shall ask the person; `auto` leaves that to it. Default: auto.
           */
          prompt?: 'auto' | 'none' | 'login' | 'consent' | 'select_account';
          /**
           * Scopes besides `openid profile email`, for example offline_access.
           */
          additionalScopes?: string | string[];
          /**
           * Further parameters of the authorization request.
           */
          startUrlSearchParams?: { [name: string]: string };
          /**
           * File with certificates in PEM format to trust besides those that Node.js trusts.
           */
          caFile?: string;
          /**
           * Longest wait for one answer of the provider, in seconds, 1 to 60. Default: 10.
           */
          timeoutSeconds?: number;
          /**
           * Whether signing out here also ends the session at the provider. The address of the app
           * must then be registered there for after the sign-out. Default: false.
           */
          endSession?: boolean;
          /**
           * Annotation of a catalog user that holds the person's subject at the provider.
           * Default: oidc.reverb256.ca/subject.
           */
          subjectAnnotation?: string;
          /**
           * Where the provider sends people back to, when that is not the auth plugin's own address.
           */
          callbackUrl?: string;
          /**
           * Lifetime of the cookie that keeps somebody signed in, for example `{ days: 14 }`.
           */
          sessionDuration?: object | string;
          /**
           * Who may enter, of those whom the catalog knows. Every list that is given must be
           * satisfied. Without any, nobody may.
           */
          admit?: {
            /**
             * Entity refs of groups: members of these, or of groups below them.
             */
            groups?: string[];
            /**
             * Domains of verified e-mail addresses.
             */
            emailDomains?: string[];
          };
        };
      };
    };
  };
}
