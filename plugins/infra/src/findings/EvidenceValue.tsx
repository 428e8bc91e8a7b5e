import {
  Age,
  formatMoment,
  useNow,
} from '@reverb256/backstage-plugin-infra-react';

/** ISO 8601 in UTC, alone: inside a sentence it is part of what somebody else wrote. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What was seen, as text; a moment is written like everywhere else, with how long ago it was. */
export function EvidenceValue({ value }: { value: string }) {
  return MOMENT.test(value) && !Number.isNaN(Date.parse(value)) ? (
    <Moment at={value} />
  ) : (
    <>{value}</>
  );
}

function Moment({ at }: { at: string }) {
  const now = useNow(60);
  // A certificate's end may be yet to come: that has no age.
  const isPast = Date.parse(at) <= now.getTime();
  return (
    <>
      {formatMoment(at)}
      {isPast && (
        <>
          {' ('}
          <Age at={at} isPlain />)
        </>
      )}
    </>
  );
}
