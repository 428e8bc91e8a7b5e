/** `?a=1&b=2` of what is given; empty for nothing. */
export function queryOf(
  values: Record<string, string | number | undefined>,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) params.set(name, String(value));
  }
  const query = params.toString();
  return query && `?${query}`;
}
