import { Checkbox, TextField } from '@backstage/ui';
import type { Preflight } from '@reverb256/backstage-plugin-infra-common';
import { useState } from 'react';

/** What a person has to do before the button works. */
export interface Consent {
  /** Why it does not work yet; undefined when everything was done. */
  lacking?: string;
  fields: JSX.Element | null;
}

/**
 * Warnings must be said to have been read, each set of them anew, and what destroys takes the name of the thing, typed.
 */
export function useConsent(preflight: Preflight | undefined): Consent {
  const [readWarnings, setReadWarnings] = useState('');
  const [typed, setTyped] = useState('');
  if (!preflight) return { fields: null };
  const warnings = preflight.obstacles
    .filter(each => each.severity === 'warning')
    .map(each => `${each.code} ${each.message}`)
    .join('\n');
  const name = preflight.resource.title;
  const isRead = warnings === '' || readWarnings === warnings;
  const isNamed = !preflight.destructive || typed.trim() === name;
  const lacking = [
    ...(isRead ? [] : ['say that you have read the warning']),
    ...(isNamed ? [] : [`type the name ${name}`]),
  ];
  return {
    lacking:
      lacking.length > 0 ? `First ${lacking.join(', then ')}.` : undefined,
    fields: (
      <>
        {warnings !== '' && (
          <Checkbox
            isSelected={isRead}
            onChange={isSelected => setReadWarnings(isSelected ? warnings : '')}
          >
            I have read this and want to go on
          </Checkbox>
        )}
        {preflight.destructive && (
          <TextField
            label={`To confirm, type the name: ${name}`}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        )}
      </>
    ),
  };
}
