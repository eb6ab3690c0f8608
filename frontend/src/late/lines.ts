// The lines that a page does not hold: lines.csv read, and a row made of each when it is shown.

import { folded } from '../dom';
import { filled } from '../element';
import { keysOf, type Line, type Told } from '../line';
import { exact, type Format, rounded, times, written } from '../sums';

const AT_ONCE = 1000;

/** Every line of the bill, in its order. `pattern`: a row of the page, whose shape the others take. */
export const load = async (given: Told, pattern: HTMLTableRowElement): Promise<Line[]> => {
  const answer = await fetch(given.file);
  if (!answer.ok) throw new Error(given.file);
  const cells = rows(await answer.text());
  const found: Line[] = [];
  for (let start = 1; start < cells.length; start += AT_ONCE) {
    for (const row of cells.slice(start, start + AT_ONCE)) found.push(lineOf(row, found.length, given, pattern));
    // The page stays quick to the touch while the lines come in.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return found;
};

/** CSV (RFC 4180) in, its rows out. */
const rows = (text: string): string[][] => {
  const found: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gu)) {
    row.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1) found.push(row);
    row = [];
  }
  return found;
};

/** A cell without the apostrophe that keeps spreadsheets from taking it for a formula. */
const bare = (cell: string): string => (/^'\s*[-=+@\t\r\n＝＋－＠]/u.test(cell) ? cell.slice(1) : cell);

const lineOf = (row: readonly string[], index: number, given: Told, pattern: HTMLTableRowElement): Line => {
  const cell = (name: string): string => row[given.columns[name] ?? -1] ?? '';
  const name = bare(cell('description'));
  const kind = bare(cell('kind'));
  const number = kind ? String(given.kinds.indexOf(kind) + 1) : '0';
  const how = howOf(cell, given);
  let made: HTMLTableRowElement | null = null;
  return {
    name,
    text: folded(`${name} ${how}`),
    amount: exact(cell('amount')),
    kind: number,
    keys: keysOf(given, number, cell('day'), cell('tax')),
    row: () => {
      made ??= rowOf(cell, name, how, number, index + 1, given, pattern);
      return made;
    },
  };
};

/** "118 kWh × € 0.2140" */
const howOf = (cell: (name: string) => string, given: Told): string => {
  const quantity = cell('quantity');
  if (!quantity) return '';
  const decimals = Math.min(3, quantity.replace(/^[^.]*\.?|0+$/gu, '').length);
  const unit = bare(cell('unit'));
  const count = writtenWith(quantity, { ...given.number, decimals }) + (unit ? `\u00a0${unit}` : '');
  const price = cell('unit_price');
  const format = given.formats[cell('currency')];
  return price && format ? `${count} × ${writtenWith(price, { ...format, decimals: given.places })}` : count;
};

const writtenWith = (text: string, format: Format): string => written(rounded(exact(text), format.decimals), format);

const rowOf = (
  cell: (name: string) => string,
  name: string,
  how: string,
  kind: string,
  number: number,
  given: Told,
  pattern: HTMLTableRowElement,
): HTMLTableRowElement => {
  const row = pattern.cloneNode(true) as HTMLTableRowElement;
  const amount = cell('amount');
  const format = given.formats[cell('currency')];
  const money = format ? writtenWith(amount, format) : amount;
  const put = (selector: string, text: string): void => {
    for (const node of row.querySelectorAll(selector)) node.textContent = text;
  };
  const day = given.days[cell('day')] ?? '';
  put('.what, .explain .hidden', name);
  put('.how', [day, how].filter(Boolean).join(' · '));
  put('.number', money);
  const words = given.words;
  const product = cell('unit_price') ? times(exact(cell('quantity')), exact(cell('unit_price'))) : null;
  const sum = product === null ? words.single : filled(words.sum ?? '', { how, amount: money });
  put('.explain p', [bare(cell('explain')) || given.reasons[Number(kind) - 1], sum].filter(Boolean).join(' '));
  row.querySelector('.portion svg')?.remove();
  row.querySelector('details')?.removeAttribute('open');
  row.dataset.place = `lines/${number}`;
  const query = row.querySelector<HTMLAnchorElement>('.explain a');
  if (query) {
    query.href = filled(given.query, { number: String(number) });
    if (query.dataset.answers) query.dataset.answers = `line=${number}`;
  }
  return row;
};
