/**
 * Parses JSON in which numbers may be `NaN` or `Infinity`: Perl writes them bare when a computation went wrong, and one
 * bad value should not cost the whole answer. They become null. Throws a SyntaxError for anything else.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const repaired = text.replace(
      /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity|nan|inf)\b/g,
      match => (match.startsWith('"') ? match : 'null'),
    );
    if (repaired === text) throw error;
    return JSON.parse(repaired);
  }
}
