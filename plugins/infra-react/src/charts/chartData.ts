/** A line of a chart. @public */
export interface ChartSeries {
  /** What it is: `Memory`. */
  label: string;
  /** One a step; null where none is known, which leaves a gap. Absent where the source never tells it. */
  values?: readonly (number | null)[];
}

/** One moment, with the value of each series under its number, and the maximum under `maximum`. */
export interface ChartRow {
  /** Milliseconds since 1970. */
  at: number;
  [key: string]: number | null;
}

/** The name under which a row holds a series. */
export const keyOf = (index: number) => `s${index}`;

/** The name under which a row holds what there is at most. */
export const MAXIMUM_KEY = 'maximum';

/** What a chart is drawn from. */
export interface ChartData {
  rows: ChartRow[];
  /** The greatest value of all, also of the maximum; undefined where none is known. */
  greatest: number | undefined;
}

const known = (value: number | null | undefined): number | null =>
  // Nothing is drawn of what is not a number: JSON cannot hold it, but a sum may.
  value === undefined || value === null || !Number.isFinite(value)
    ? null
    : value;

/**
 * Turns columns into rows.
 *
 * @param from - the time of the first value: ISO 8601
 * @param maximum - the same at all times, or one value a step
 */
export function chartData(options: {
  from: string;
  stepSeconds: number;
  series: readonly ChartSeries[];
  maximum?: number | readonly (number | null)[];
}): ChartData {
  const { from, stepSeconds, series, maximum } = options;
  const start = Date.parse(from);
  const length = Math.max(0, ...series.map(each => each.values?.length ?? 0));
  let greatest: number | undefined;
  const rows = Array.from({ length }, (_, i) => {
    const row: ChartRow = { at: start + i * stepSeconds * 1000 };
    series.forEach((each, n) => {
      row[keyOf(n)] = known(each.values?.[i]);
    });
    if (maximum !== undefined) {
      row[MAXIMUM_KEY] = known(
        typeof maximum === 'number' ? maximum : maximum[i],
      );
    }
    for (const [key, value] of Object.entries(row)) {
      if (key === 'at' || value === null) continue;
      greatest = Math.max(greatest ?? value, value);
    }
    return row;
  });
  return { rows, greatest };
}

/** So many steps at the end may have no value yet: sources write the newest ones late. */
const LATE_STEPS = 3;

/** The last value that is known of a series. */
export interface LastValue {
  value: number;
  /** Its place in the series. */
  index: number;
  /** Whether it is so old that it is not that of now. */
  isOld: boolean;
}

/** The last value that is known; undefined for none. */
export function lastOf(
  values: readonly (number | null)[] = [],
): LastValue | undefined {
  for (let i = values.length - 1; i >= 0; i -= 1) {
    const value = known(values[i]);
    const isOld = values.length - 1 - i > LATE_STEPS;
    if (value !== null) return { value, index: i, isOld };
  }
  return undefined;
}

/** Whether a value has none beside it: a line through it alone would have no length, and not be seen. */
export function isAlone(
  rows: readonly ChartRow[],
  index: number,
  key: string,
): boolean {
  return (
    known(rows[index]?.[key]) !== null &&
    known(rows[index - 1]?.[key]) === null &&
    known(rows[index + 1]?.[key]) === null
  );
}

/** What the whole says in a sentence, for those who do not see it: least, most and last. */
export function summarize(
  values: readonly (number | null)[] | undefined,
  format: (value: number) => string,
): string {
  const all = (values ?? []).flatMap(value => known(value) ?? []);
  const last = lastOf(values);
  if (all.length === 0 || last === undefined) return 'not known';
  const least = all.reduce((a, b) => Math.min(a, b));
  const most = all.reduce((a, b) => Math.max(a, b));
  const lastWords = last.isOld ? 'not known now' : `last ${format(last.value)}`;
  return `${lastWords}, between ${format(least)} and ${format(most)}`;
}
