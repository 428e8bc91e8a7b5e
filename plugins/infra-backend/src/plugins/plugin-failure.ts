/**
 * Another plugin could not be asked, or answered what cannot be used. The message is shown to people.
 *
 * `undelegable`: the caller is a machine whose token may not be passed on.
 */
export class PluginFailure extends Error {
  override name = 'PluginFailure' as const;

  readonly kind: 'silent' | 'refused' | 'invalid' | 'undelegable';

  constructor(kind: PluginFailure['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}
