import { InputError } from '@backstage/errors';

function encodeSegment(value: string | number): string {
  const segment = String(value);
  let decoded: string;
  let encoded: string;
  try {
    encoded = encodeURIComponent(segment);
  } catch {
    throw new InputError('A path segment holds half a Unicode character');
  }
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    // A lone % cannot be decoded by anybody else either.
    decoded = segment;
  }
  // Servers and proxies differ in how often they decode, so what is a separator after one more decoding is refused too.
  for (const form of [segment, decoded]) {
    if (form === '' || form === '.' || form === '..' || /[/\\]/.test(form)) {
      throw new InputError(
        `${JSON.stringify(
          segment,
        )} cannot be a path segment: it must not be empty, "." or "..", or hold a slash`,
      );
    }
  }
  return encoded;
}

/**
 * A path with its values encoded, each as exactly one segment: ``encodePath`/nodes/${node}/status` ``. Throws an
 * `InputError` for a value that could reach another path.
 *
 * @public
 */
export function encodePath(
  constants: TemplateStringsArray,
  ...values: (string | number)[]
): string {
  return constants.reduce(
    (path, constant, index) =>
      path + encodeSegment(values[index - 1]) + constant,
  );
}

/** Refuses a path that a server would take for another one than it reads. Guards against callers that build paths by hand. */
export function assertPlainPath(path: string): void {
  const plain =
    /^\/[\x21-\x7e]*$/.test(path) &&
    !/[?#\\]/.test(path) &&
    !path.split('/').some(segment => /^(\.|%2e){1,2}$/i.test(segment));
  if (!plain) {
    throw new InputError(
      `${JSON.stringify(
        path,
      )} is not a plain absolute path; make it with encodePath`,
    );
  }
}
