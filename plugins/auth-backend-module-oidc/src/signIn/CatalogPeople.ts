import type { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Entity, UserEntity } from '@backstage/catalog-model';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Person } from '../claims';
import { refuseAmbiguous, refuseMismatch, refuseUnknown } from './refusal';
import type { Refusal } from './refusal';

/** The person in the catalog, or why there is none. */
export type PersonLookup = { entity: Entity } | { refusal: Refusal };

/** Who the people that sign in are, in the catalog. */
export interface CatalogPeople {
  /**
   * Finds a person by the verified address, else by the subject that an annotation names.
   *
   * @throws ServiceUnavailableError when the catalog cannot be asked.
   */
  find(person: Person): Promise<PersonLookup>;

  /**
   * Entity refs of the groups that somebody is a member of, and of those above these.
   *
   * @throws ServiceUnavailableError when the catalog cannot be asked.
   */
  groupsOf(user: Entity): Promise<string[]>;
}

function targets(entity: Entity, relation: string): string[] {
  return (entity.relations ?? [])
    .filter(
      ({ type, targetRef }) =>
        type === relation && targetRef.startsWith('group:'),
    )
    .map(({ targetRef }) => targetRef);
}

function emailOf(user: Entity): string | undefined {
  const { profile } = (user as UserEntity).spec;
  return profile?.email?.toLowerCase();
}

/** Asks the catalog, as the auth plugin itself. */
export class DefaultCatalogPeople implements CatalogPeople {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #subjectAnnotation: string;

  private constructor(
    catalog: CatalogService,
    auth: AuthService,
    subjectAnnotation: string,
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
    this.#subjectAnnotation = subjectAnnotation;
  }

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    subjectAnnotation: string;
  }): CatalogPeople {
    return new DefaultCatalogPeople(
      options.catalog,
      options.auth,
      options.subjectAnnotation,
    );
  }

  async find(person: Person): Promise<PersonLookup> {
    const { verifiedEmail, subject } = person;
    let found: Entity[] = [];
    if (verifiedEmail) {
      const users = await this.#users('spec.profile.email', verifiedEmail);
      found = users.filter(user => emailOf(user) === verifiedEmail);
    }
    if (!found.length) {
      const field = `metadata.annotations.${this.#subjectAnnotation}`;
      const users = await this.#users(field, subject);
      // The catalog's filters ignore case, a subject does not.
      found = users.filter(user => this.#subjectOf(user) === subject);
    }
    const [entity, ...others] = found;
    if (!entity) {
      return { refusal: refuseUnknown(person) };
    }
    if (others.length) {
      return {
        refusal: refuseAmbiguous(found.map(user => stringifyEntityRef(user))),
      };
    }
    const linked = this.#subjectOf(entity);
    return linked !== undefined && linked !== subject
      ? { refusal: refuseMismatch(stringifyEntityRef(entity)) }
      : { entity };
  }

  async groupsOf(user: Entity): Promise<string[]> {
    const groups = new Set<string>();
    let next = targets(user, RELATION_MEMBER_OF);
    while (next.length) {
      next.forEach(ref => groups.add(ref));
      const entityRefs = next;
      const { items } = await this.#ask(credentials =>
        this.#catalog.getEntitiesByRefs({ entityRefs }, { credentials }),
      );
      next = items
        .flatMap(group => (group ? targets(group, RELATION_CHILD_OF) : []))
        .filter(ref => !groups.has(ref));
    }
    return [...groups];
  }

  #subjectOf(user: Entity): string | undefined {
    return user.metadata.annotations?.[this.#subjectAnnotation];
  }

  async #users(field: string, value: string): Promise<Entity[]> {
    const { items } = await this.#ask(credentials =>
      this.#catalog.getEntities(
        { filter: { kind: 'User', [field]: value } },
        { credentials },
      ),
    );
    return items;
  }

  async #ask<T>(
    question: (
      credentials: Awaited<ReturnType<AuthService['getOwnServiceCredentials']>>,
    ) => Promise<T>,
  ): Promise<T> {
    try {
      return await question(await this.#auth.getOwnServiceCredentials());
    } catch (error) {
      throw new ServiceUnavailableError(
        `Sign-in does not work at the moment: the catalog could not be asked who you are (${
          isError(error) ? error.message : error
        }). Try again in a minute`,
      );
    }
  }
}
