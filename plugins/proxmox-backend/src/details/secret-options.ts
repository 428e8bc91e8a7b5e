/** Options whose value is never told: a password, even where Proxmox answers only asterisks. */
const SECRET = new Set(['cipassword']);

/** Options of which the values may be secrets, and only the names are told: a container's environment. */
const NAMES_ONLY = new Set(['env']);

/** Whether an option is nobody's business. */
export const isSecret = (key: string): boolean => SECRET.has(key);

/** What may be told of an option's value. */
export function shownValue(
  key: string,
  value: string | undefined,
): string | undefined {
  if (value === undefined) return undefined;
  if (isSecret(key)) return 'not shown';
  if (NAMES_ONLY.has(key)) {
    // Separated by NUL.
    return value
      .split('\0')
      .map(each => each.split('=')[0])
      .join(', ');
  }
  if (key === 'sshkeys') return `${countKeys(value)} keys`;
  return value;
}

/** How many SSH keys there are; Proxmox answers them escaped as in a URL. */
export function countKeys(sshkeys: string | undefined): number {
  if (!sshkeys) return 0;
  let text = sshkeys;
  try {
    text = decodeURIComponent(sshkeys);
  } catch {
    // Not escaped after all: it is counted as it is.
  }
  return text.split('\n').filter(line => /^\s*[^#\s]/.test(line)).length;
}
