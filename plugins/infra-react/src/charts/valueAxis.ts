import { formatBytes } from '../format';

/** What the values of a chart are. Fractions are 0 to 1 and shown in percent. @public */
export type ChartUnit = 'fraction' | 'bytes' | 'bytesPerSecond' | 'number';

/** About how many steps an axis has. */
const STEPS = 4;

/** What the top of an axis is at least, so that noise around nothing does not look like a mountain. */
const LEAST_TOP: Record<ChartUnit, number> = {
  fraction: 0.04,
  bytes: 1024,
  bytesPerSecond: 1024,
  number: 1,
};

/** The next of 1, 2 and 5 times a power of ten. */
function decimalStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find(each => each * power >= least * 0.999)!;
  return factor * power;
}

/** The next power of two, since bytes are counted in binary units. */
function binaryStep(least: number): number {
  return 2 ** Math.ceil(Math.log2(least) - 0.001);
}

/**
 * The marks of a value axis, from zero to at least the greatest value: a chart whose base is not zero exaggerates.
 *
 * @param greatest - undefined where no value is known
 */
export function valueTicks(
  greatest: number | undefined,
  unit: ChartUnit,
): number[] {
  const top = Math.max(greatest ?? 0, LEAST_TOP[unit]);
  const isBinary = unit === 'bytes' || unit === 'bytesPerSecond';
  const step = isBinary ? binaryStep(top / STEPS) : decimalStep(top / STEPS);
  const count = Math.ceil(top / step - 1e-9);
  // Rounded, since 3 * 0.1 is not 0.3.
  return Array.from({ length: count + 1 }, (_, i) =>
    Number((i * step).toPrecision(12)),
  );
}

const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** A value with its unit: `3.4%`, `12 GiB`, `1.2 MiB/s`, `0.35`. */
export function formatValue(value: number, unit: ChartUnit): string {
  switch (unit) {
    case 'fraction':
      return `${oneDecimal.format(value * 100)}%`;
    case 'bytes':
      return formatBytes(value);
    case 'bytesPerSecond':
      return `${formatBytes(value)}/s`;
    default:
      return twoDecimals.format(value);
  }
}
