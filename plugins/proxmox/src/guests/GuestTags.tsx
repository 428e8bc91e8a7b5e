import { Link } from '@backstage/ui';
import type { CSSProperties } from 'react';
import { useGuestSearch } from './GuestSearch';
import styles from './GuestTags.module.css';
import { tagHue } from './tagHue';

// Custom properties are not among the known style names.
const styleOf = (tag: string) =>
  ({ '--tag-hue': tagHue(tag) } as CSSProperties);

/**
 * The tags of a guest in their colours. Where there is a search for guests, pressing one searches for it.
 *
 * @param hrefOf - where a tag leads; all of them are shown then, and not only two lines
 */
export function GuestTags(props: {
  tags: readonly string[];
  hrefOf?: (tag: string) => string;
}) {
  const { tags, hrefOf } = props;
  const search = useGuestSearch();
  if (tags.length === 0) return null;
  if (hrefOf) {
    return (
      <span className={styles.all}>
        {tags.map(tag => (
          <Link
            key={tag}
            href={hrefOf(tag)}
            className={styles.tag}
            style={styleOf(tag)}
          >
            {tag}
          </Link>
        ))}
      </span>
    );
  }
  return (
    <span className={styles.tags}>
      {tags.map(tag =>
        search ? (
          <button
            key={tag}
            type="button"
            className={styles.tag}
            style={styleOf(tag)}
            title={`Show what has the tag ${tag}`}
            onClick={() => search('tag', tag)}
          >
            {tag}
          </button>
        ) : (
          <span key={tag} className={styles.tag} style={styleOf(tag)}>
            {tag}
          </span>
        ),
      )}
    </span>
  );
}
