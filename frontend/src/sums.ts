// Money and quantities reckoned exactly, in whole numbers, and written as the page's locale writes them.

/** How numbers of one kind are written; the names are those of NumberFormat in generator/model/layers. */
export interface Format {
  before: string;
  after: string;
  group: string;
  primary: number;
  secondary: number;
  decimal: string;
  decimals: number;
}

/** Decimals that are kept. A value is a whole number of these parts. */
const PLACES = 12;

/** "-25.25" in, its value out. What is no number counts as nothing. */
export const exact = (text: string): bigint => {
  const [whole = '', part = ''] = text.split('.');
  const digits = whole + part.padEnd(PLACES, '0').slice(0, PLACES);
  return /^[-+]?\d+$/u.test(digits) ? BigInt(digits) : 0n;
};

/** The product of two values. */
export const times = (one: bigint, other: bigint): bigint => (one * other) / 10n ** BigInt(PLACES);

/**
 * A value in, a whole number of units with so many decimals out: cents, with 2.
 *
 * Half a unit goes to the even digit, as sums in the page do, or away from zero, as costs do.
 */
export const rounded = (value: bigint, decimals: number, half: 'even' | 'away' = 'even'): bigint => {
  const unit = 10n ** BigInt(PLACES - decimals);
  const whole = value / unit;
  const rest = value - whole * unit;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = twice > unit || (twice === unit && (half === 'away' || whole % 2n !== 0n));
  return up ? whole + (value < 0n ? -1n : 1n) : whole;
};

/** A whole number of the smallest units in, words out: 8420n is "€ 84.20". */
export const written = (units: bigint, format: Format): string => {
  const { before, after, decimal, decimals } = format;
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const end = digits.length - decimals;
  const part = decimals ? decimal + digits.slice(end) : '';
  return `${units < 0n ? '−' : ''}${before}${grouped(digits.slice(0, end), format)}${part}${after}`;
};

/** Digits with the marks between their groups: 1,234,567, or 12,34,567 where all groups but the last hold two. */
const grouped = (digits: string, { group, primary, secondary }: Format): string => {
  let left = digits.slice(0, -primary);
  let found = digits.slice(-primary);
  while (left && primary > 0) {
    found = left.slice(-secondary) + group + found;
    left = left.slice(0, -secondary);
  }
  return found;
};

/** An amount in its smallest units in, so many parts of it out that add up to it: the first ones get what is left. */
export const split = (units: bigint, count: number): bigint[] => {
  const each = units / BigInt(count);
  const rest = Number(units % BigInt(count));
  return Array.from({ length: count }, (_, index) => each + (index < rest ? 1n : 0n));
};
