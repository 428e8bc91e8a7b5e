/**
 * The colour that a tag has everywhere, as a hue in degrees: it depends on nothing but its name. Near names are far
 * apart, so that `web-1` and `web-2` can be told from each other.
 */
export function tagHue(tag: string): number {
  // FNV-1a, in 32 bits.
  let hash = 0x811c9dc5;
  for (const character of tag.toLowerCase()) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  // So few that two neighbours are different colours, and not shades of one.
  const steps = 24;
  return ((hash >>> 0) % steps) * (360 / steps);
}
