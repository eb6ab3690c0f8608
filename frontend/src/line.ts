// A line of the bill, and what the page says of all of them.

import type { Format } from './sums';

/** One line. `name` is what it is sorted by, `text` what is searched, folded; `keys` what it is grouped by. */
export interface Line {
  name: string;
  text: string;
  amount: bigint;
  kind: string;
  keys: Readonly<Record<string, string>>;
  row: () => HTMLTableRowElement;
}

/** What the page says of its lines. `file`: where further ones are, "" when the page holds all `count`. */
export interface Told {
  count: number;
  file: string;
  money: Format | null;
  number: Format;
  kinds: readonly string[];
  days: Readonly<Record<string, string>>;
  words: Readonly<Record<string, string>>;
  reasons: readonly string[];
  columns: Readonly<Record<string, number>>;
  formats: Readonly<Record<string, Format>>;
  places: number;
  query: string;
}

/** What a line is grouped by: the words of its kind, day, month and rate of tax. */
export const keysOf = (given: Told, kind: string, day: string, tax: string): Record<string, string> => ({
  kind: given.kinds[Number(kind) - 1] ?? '',
  day: given.days[day] ?? '',
  month: given.days[day.slice(0, 7)] ?? '',
  tax,
});
