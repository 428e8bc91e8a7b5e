import { Checkbox, TextField } from '@backstage/ui';
import type { Preflight } from '@reverb256/backstage-plugin-infra-common';
import { useState } from 'react';

/** What a person has to do before the button works. */
export interface Consent {
  /** Why it does not work yet; undefined when everything was done. */
  lacking?: string;
  fields: JSX.Element | null;
}

/** What a person has given, and what for: it counts for nothing else. */
interface Given {
  subject: string;
  /** The codes of the warnings that were read. */
  read: readonly string[];
  typed: string;
}

/**
 * Warnings must be said to have been read, and what destroys takes the name of the thing, typed; both anew for another
 * request or another thing. A warning is known by its code: its words may hold numbers that change while they are read.
 *
 * @param request - what would be sent, as text
 */
export function useConsent(
  request: string,
  preflight: Preflight | undefined,
): Consent {
  const [given, setGiven] = useState<Given>();
  if (!preflight) return { fields: null };
  const { type, id, title: name } = preflight.resource;
  const subject = JSON.stringify([request, type, id, name]);
  const now: Given =
    given?.subject === subject ? given : { subject, read: [], typed: '' };
  const warnings = preflight.obstacles
    .filter(each => each.severity === 'warning')
    .map(each => each.code);
  const isRead = warnings.every(code => now.read.includes(code));
  const isNamed = !preflight.destructive || now.typed.trim() === name;
  const lacking = [
    ...(isRead ? [] : ['say that you have read the warning']),
    ...(isNamed ? [] : [`type the name ${name}`]),
  ];
  return {
    lacking:
      lacking.length > 0 ? `First ${lacking.join(', then ')}.` : undefined,
    fields: (
      <>
        {warnings.length > 0 && (
          <Checkbox
            isSelected={isRead}
            onChange={isSelected =>
              setGiven({ ...now, read: isSelected ? warnings : [] })
            }
          >
            I have read this and want to go on
          </Checkbox>
        )}
        {preflight.destructive && (
          <TextField
            label={`To confirm, type the name: ${name}`}
            value={now.typed}
            onChange={typed => setGiven({ ...now, typed })}
            autoComplete="off"
          />
        )}
      </>
    ),
  };
}
