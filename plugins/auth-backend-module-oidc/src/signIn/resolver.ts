import type { AuditorService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type {
  OAuthAuthenticatorResult,
  SignInResolver,
} from '@backstage/plugin-auth-node';
import type { OidcProfile } from '../authenticator';
import type { Person } from '../claims';
import type { OidcSettings } from '../settings';
import { refuseAdmission } from './admission';
import type { CatalogPeople } from './CatalogPeople';
import type { Refusal } from './refusal';

type Verdict =
  | { userEntityRef: string; groups: string[]; refusal?: undefined }
  | { userEntityRef?: string; refusal: Refusal };

async function judge(
  person: Person,
  admit: OidcSettings['admit'],
  people: CatalogPeople,
): Promise<Verdict> {
  const lookup = await people.find(person);
  if ('refusal' in lookup) {
    return lookup;
  }
  const userEntityRef = stringifyEntityRef(lookup.entity);
  const groups = await people.groupsOf(lookup.entity);
  const refusal = refuseAdmission({ admit, person, userEntityRef, groups });
  return refusal ? { userEntityRef, refusal } : { userEntityRef, groups };
}

/**
 * Lets in whom the catalog knows and the configuration admits, and owns as the person and all of
 * their groups, those above included.
 *
 * @throws NotAllowedError with the reason, for the person. It is audited, as is each sign-in.
 */
export function createSignInResolver(options: {
  environment: string;
  admit: OidcSettings['admit'];
  people: CatalogPeople;
  auditor: AuditorService;
}): SignInResolver<OAuthAuthenticatorResult<OidcProfile>> {
  const { environment, admit, people, auditor } = options;

  return async ({ result }, context) => {
    const { event, person } = result.fullProfile;
    const verdict = await judge(person, admit, people);
    const { userEntityRef, refusal } = verdict;

    if (event === 'sign-in' || refusal) {
      // Without the request: its address holds the code and the state of the sign-in.
      const audit = await auditor.createEvent({
        eventId: 'sign-in',
        severityLevel: refusal ? 'high' : 'medium',
        meta: {
          actionType: event,
          environment,
          issuer: person.issuer,
          subject: person.subject,
          ...(userEntityRef && { userEntityRef }),
        },
      });
      if (refusal) {
        const error = new NotAllowedError(refusal.message);
        await audit.fail({ error, meta: { refusal: refusal.code } });
        throw error;
      }
      await audit.success();
    }
    return context.issueToken({
      claims: {
        sub: verdict.userEntityRef,
        ent: [verdict.userEntityRef, ...verdict.groups],
      },
    });
  };
}
