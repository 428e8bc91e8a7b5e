import {
  KubernetesValidatorFunctions,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/**
 * A whole reference of a whole or a short one.
 *
 * @returns undefined where it is none: `parseEntityRef` takes names that the catalog does not
 */
export function entityRefOf(
  ref: string,
  defaultKind: string,
): string | undefined {
  try {
    const parsed = parseEntityRef(ref, {
      defaultKind,
      defaultNamespace: 'default',
    });
    return KubernetesValidatorFunctions.isValidObjectName(parsed.name) &&
      KubernetesValidatorFunctions.isValidNamespace(parsed.namespace)
      ? stringifyEntityRef(parsed)
      : undefined;
  } catch {
    return undefined;
  }
}
