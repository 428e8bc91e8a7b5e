import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiContrastFill,
  RiQuestionLine,
} from '@remixicon/react';
import styles from './AccessPage.module.css';
import { missingOf, type FeaturePrivileges } from './grants';

const states = {
  works: { word: 'Has it', Icon: RiCheckboxCircleFill, tone: styles.good },
  some: {
    word: 'On some guests',
    Icon: RiContrastFill,
    tone: styles.part,
  },
  missing: { word: 'Lacks', Icon: RiCloseCircleFill, tone: styles.bad },
  unknown: { word: 'Not known', Icon: RiQuestionLine, tone: styles.unknown },
} as const;

function Needs({ feature }: { feature: FeaturePrivileges }) {
  const missing = missingOf(feature);
  const on = feature.needs.flatMap(need => need.on ?? []);
  const listed =
    feature.state === 'missing'
      ? missing
      : feature.needs.map(
          ({ anyOf, path }) => `${anyOf.join(' or ')} on ${path}`,
        );
  return (
    <>
      <ul className={styles.privileges}>
        {listed.map(entry => (
          <li key={entry}>
            <code>{entry}</code>
          </li>
        ))}
      </ul>
      {on.length > 0 && (
        <p className={styles.note}>
          Limited to {on.map(entry => entry.split(' on ')[1]).join(', ')}
        </p>
      )}
      {feature.risk && <p className={styles.note}>{feature.risk}</p>}
    </>
  );
}

/** What the portal does with a token, what that needs, and whether it is there. */
export function FeatureList(props: {
  features: readonly FeaturePrivileges[];
  label: string;
}) {
  const { features, label } = props;
  if (features.length === 0) return null;
  return (
    <table className={styles.features} aria-label={`${label}: features`}>
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">State</th>
          <th scope="col">Privileges</th>
        </tr>
      </thead>
      <tbody>
        {features.map(feature => {
          const { word, Icon, tone } = states[feature.state];
          return (
            <tr key={feature.feature}>
              <th scope="row">{feature.title}</th>
              <td>
                <span className={`${styles.state} ${tone}`}>
                  <Icon aria-hidden size={16} />
                  {word}
                </span>
              </td>
              <td>
                <Needs feature={feature} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
