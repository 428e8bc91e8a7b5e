import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Where assistants come in, and no machine does. */
const FOR_ASSISTANTS = 'mcp-actions';

/**
 * Requires that every machine token is limited to plugins that it names, and that assistants' tools are not among them.
 * The permission policy is never asked about these tokens, so an unlimited one could do everything, and one for tools
 * would let an assistant act without a person.
 *
 * @throws InputError naming the entry of the configuration
 */
export function requireLimitedMachineTokens(config: Config): void {
  const tokens =
    config.getOptionalConfigArray('backend.auth.externalAccess') ?? [];
  tokens.forEach((token, index) => {
    const where = `backend.auth.externalAccess[${index}].accessRestrictions`;
    const plugins = (
      token.getOptionalConfigArray('accessRestrictions') ?? []
    ).map(restriction => restriction.getString('plugin'));
    if (plugins.length === 0) {
      throw new InputError(
        `The machine token of ${where} may do everything everywhere. List there the plugins that it is for.`,
      );
    }
    if (plugins.includes(FOR_ASSISTANTS)) {
      throw new InputError(
        `The machine token of ${where} reaches ${FOR_ASSISTANTS}. Take that entry away: assistants sign in as a person, see docs/assistants.md.`,
      );
    }
  });
}
