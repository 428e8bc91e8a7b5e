import type { Person } from '../claims';

/** Why somebody may not enter: a code for the audit, a sentence for the person. */
export interface Refusal {
  code:
    | 'email-unverified'
    | 'not-in-catalog'
    | 'ambiguous'
    | 'subject-mismatch'
    | 'nobody-admitted'
    | 'not-in-admitted-group'
    | 'not-in-admitted-domain';
  message: string;
}

/** Nobody in the catalog is this person. */
export function refuseUnknown(person: Person): Refusal {
  if (person.verifiedEmail) {
    return {
      code: 'not-in-catalog',
      message: `The catalog of this portal has nobody with the address ${person.verifiedEmail}. Ask an administrator of the portal to add you`,
    };
  }
  return person.unverifiedEmail
    ? {
        code: 'email-unverified',
        message: `The identity provider has not verified that ${person.unverifiedEmail} is yours, so it proves nothing here. Have it verified there, then sign in again`,
      }
    : {
        code: 'email-unverified',
        message:
          'The identity provider gives no verified e-mail address for you. Have it add and verify one, or ask an administrator of the portal to link your account',
      };
}

/** More than one person in the catalog fits. */
export function refuseAmbiguous(userEntityRefs: string[]): Refusal {
  return {
    code: 'ambiguous',
    message: `More than one person in the catalog is you: ${userEntityRefs.join(
      ', ',
    )}. Ask an administrator of the portal to correct that`,
  };
}

/** The catalog ties the person with this address to another account at the provider. */
export function refuseMismatch(userEntityRef: string): Refusal {
  return {
    code: 'subject-mismatch',
    message: `${userEntityRef} in the catalog has your address, but belongs to another account at the identity provider. Ask an administrator of the portal to correct that`,
  };
}
