/** What a row is searched by: all of its words in lower case. */
export function searchTextOf(words: readonly (string | undefined)[]): string {
  return words
    .filter(word => word !== undefined)
    .join(' ')
    .toLowerCase();
}

/** Whether every word of the search is somewhere in the text. */
export function matchesSearch(text: string, search: string): boolean {
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
