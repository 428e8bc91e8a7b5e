import { RiCloseLine } from '@remixicon/react';
import { removeTerm } from './editQuery';
import type { Query, QueryTerm } from './parseQuery';
import styles from './QueryField.module.css';

/** The keys of a search as they are understood; pressing one takes it out. Keys that do not exist are said. @public */
export function QueryChips(props: {
  /** As it is written. */
  text: string;
  query: Query;
  onChange: (text: string) => void;
}) {
  const { text, query, onChange } = props;
  const terms = query.terms.filter(
    term => term.key !== undefined && term.values.length > 0,
  );
  const { unknownKeys } = query;
  if (terms.length === 0 && unknownKeys.length === 0) return null;
  return (
    <>
      {terms.length > 0 && (
        <ul aria-label="Filters" className={styles.chips}>
          {terms.map(term => (
            <li key={term.start}>
              <button
                type="button"
                className={styles.chip}
                aria-label={`Remove the filter ${describe(term)}`}
                onClick={() => onChange(removeTerm(text, term))}
              >
                {describe(term)}
                <RiCloseLine aria-hidden size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {unknownKeys.length > 0 && (
        <p role="status" className={styles.problem}>
          {unknownKeys.map(key => `“${key}:”`).join(' and ')}{' '}
          {unknownKeys.length === 1 ? 'is no key' : 'are no keys'} of this
          search, and searched for as written.
        </p>
      )}
    </>
  );
}

/** `not tag: old or test`. */
function describe({ key, values, isNegated }: QueryTerm): string {
  return `${isNegated ? 'not ' : ''}${key}: ${values.join(' or ')}`;
}
