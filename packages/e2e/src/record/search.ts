import type { Secret } from './secrets';

/** A secret that was seen. It names the secret, and never repeats it. */
export interface Finding {
  secret: string;
  /** How it was written. */
  form: string;
  where: string;
}

/** Lets certain secrets be seen in certain places, for a reason. */
export interface Exception {
  reason: string;
  allows(secret: Secret, where: string, text: string): boolean;
}

interface Needle {
  secret: Secret;
  form: string;
  text: string;
}

/** Looks for secrets as they are and in the forms in which they travel. */
export class SecretSearch {
  readonly #needles: Needle[];
  readonly #exceptions: Exception[];

  private constructor(needles: Needle[], exceptions: Exception[]) {
    this.#needles = needles;
    this.#exceptions = exceptions;
  }

  static create(secrets: Secret[], exceptions: Exception[] = []): SecretSearch {
    const needles = secrets.flatMap(secret =>
      Object.entries(formsOf(secret.value)).map(([form, text]) => ({
        secret,
        form,
        text,
      })),
    );
    return new SecretSearch(needles, exceptions);
  }

  /** All secrets in a text. @param where - for the findings */
  find(text: string, where: string): Finding[] {
    return this.#needles
      .filter(
        ({ secret, text: needle }) =>
          text.includes(needle) &&
          !this.#exceptions.some(each => each.allows(secret, where, text)),
      )
      .map(({ secret, form }) => ({ secret: secret.name, form, where }));
  }
}

function formsOf(value: string): Record<string, string> {
  const forms: Record<string, string> = { plain: value };
  const add = (form: string, text: string) => {
    if (!Object.values(forms).includes(text)) {
      forms[form] = text;
    }
  };
  add('in a URL', encodeURIComponent(value));
  add('in JSON', JSON.stringify(value).slice(1, -1));
  add('in HTML', value.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  // Inside a longer text, as in a Basic authorization header, base64 depends on
  // how many bytes stand before; the outermost characters on what they are.
  for (const before of [0, 1, 2]) {
    const encoded = Buffer.from(`${'x'.repeat(before)}${value}`)
      .toString('base64')
      .replace(/=+$/, '');
    add(`base64 (${before})`, encoded.slice(before && 4, -2));
    add(
      `base64url (${before})`,
      encoded
        .slice(before && 4, -2)
        .replaceAll('+', '-')
        .replaceAll('/', '_'),
    );
  }
  return forms;
}
