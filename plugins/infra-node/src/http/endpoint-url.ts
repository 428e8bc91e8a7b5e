import { InputError } from '@backstage/errors';

/** @throws InputError for what is no plain https URL */
export function parseEndpointUrl(source: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url?.protocol !== 'https:' ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    // The text is not repeated: it may hold a password.
    throw new InputError(
      `An endpoint of ${source} is not an https URL without credentials, query and fragment, such as https://pve1.example.com:8006`,
    );
  }
  return url;
}
