import type { Person } from '../claims';
import type { OidcSettings } from '../settings';
import type { Refusal } from './refusal';

/**
 * Decides whether a person whom the catalog knows may enter.
 *
 * Every list that the configuration has must be satisfied; without any, nobody is admitted.
 *
 * @param groups - entity refs of the person's groups and of those above them.
 * @returns the refusal, or undefined for whoever may enter.
 */
export function refuseAdmission(options: {
  admit: OidcSettings['admit'];
  person: Person;
  userEntityRef: string;
  groups: readonly string[];
}): Refusal | undefined {
  const { admit, person, userEntityRef, groups } = options;
  if (!admit.groups && !admit.emailDomains) {
    return {
      code: 'nobody-admitted',
      message:
        'This portal admits nobody yet. Whoever runs it has to say who may enter, under admit in its sign-in configuration',
    };
  }
  if (admit.groups && !admit.groups.some(group => groups.includes(group))) {
    return {
      code: 'not-in-admitted-group',
      message: `This portal knows you as ${userEntityRef}, but you are in none of the groups that may enter (${admit.groups.join(
        ', ',
      )}). Ask an administrator of the portal to add you to one`,
    };
  }
  const domain = person.verifiedEmail?.split('@').at(-1);
  if (admit.emailDomains && !(domain && admit.emailDomains.includes(domain))) {
    return {
      code: 'not-in-admitted-domain',
      message: `This portal knows you as ${userEntityRef}, but only people with a verified e-mail address at ${admit.emailDomains.join(
        ' or ',
      )} may enter. Sign in with such an account`,
    };
  }
  return undefined;
}
