/** A value that must not be seen, and what it is. */
export interface Secret {
  /** Where it was found, as `services.oidc.0.clientSecret`. Never the value. */
  name: string;
  value: string;
}

/** Names of settings whose values are secret, and of lists and maps of such values. */
const secretName =
  /(secret|secrets|password|passwords|token|tokens|cookieKeys|authkey|privateKey|key)$/i;

/** Members of a private JSON Web Key that are not also in the public one. */
const privateKeyMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi']);

/** Shorter ones are words, and found everywhere. */
const shortest = 8;

/**
 * All secrets in a configuration, whatever its shape: strings under a name that
 * says so, at any depth.
 */
export function secretsIn(value: unknown, path: string[] = []): Secret[] {
  if (typeof value === 'string') {
    return value.length >= shortest && isSecret(path)
      ? [{ name: path.join('.'), value: telltale(value) }]
      : [];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]) =>
    secretsIn(each, [...path, key]),
  );
}

/** Of a key in PEM one line of its middle, since logs break lines as they like. */
function telltale(value: string): string {
  const lines = value.trim().split('\n');
  return lines[Math.floor(lines.length / 2)].trim();
}

function isSecret(path: string[]): boolean {
  const last = path[path.length - 1] ?? '';
  if (secretName.test(last)) {
    return true;
  }
  if (privateKeyMembers.has(last) && path.includes('keys')) {
    return true;
  }
  // ["a", "b"] or { "ops@pve!full": "…" } under a secret name; of a list of
  // objects only the members that are secret themselves.
  const parent = path[path.length - 2] ?? '';
  const holdsValues = /^(cookieKeys|passwords|tokens|secrets)$/.test(parent);
  return holdsValues;
}
