import { Fragment, type ReactNode } from 'react';
import styles from './parts.module.css';

/** A fact with its name. */
export interface Fact {
  name: string;
  /** Undefined for one that is not known, or does not apply: it is left out. */
  value: ReactNode;
}

/** Facts below each other, each beside its name; those that are not known are left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(({ value }) => value !== undefined);
  if (known.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {known.map(({ name, value }) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
