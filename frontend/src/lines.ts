// <sd-lines>: every line searched, filtered, sorted, grouped and added up. Rows are shown in helpings, so that ten thousand
// lines cost no more than a few hundred; those that the page does not hold are fetched when they are wanted.

import { find, findAll, folded, unfold } from './dom';
import { element, filled, told } from './element';
import { late } from './late';
import { keysOf, type Line, type Told } from './line';
import type { Choice } from './places';
import { exact, rounded, written } from './sums';

const HELPING = 200;
// Collators take a microsecond for every comparison: long lists are sorted by their folded letters.
const MANY = 2000;

element('sd-lines', (box) => {
  const table = find(box, 'table', HTMLTableElement);
  const body = table?.tBodies[0];
  const given = told<Told>(box);
  if (!table || !body || !given) return;
  unfold(box, 'template.tools');
  const { words } = given;
  const chips = findAll(box, '.chips button', HTMLButtonElement);
  const search = find(box, 'input[type="search"]', HTMLInputElement);
  const grouping = find(box, 'select', HTMLSelectElement);
  const total = find(table, 'tfoot output', HTMLOutputElement);
  const label = find(table, 'tfoot [data-some]', HTMLElement);
  const status = find(box, '.none-found', HTMLElement);
  const heads = findAll(table, 'th[data-sort]', HTMLTableCellElement);
  const whole = [total?.textContent ?? '', label?.textContent ?? ''];
  const pattern = body.rows[0];
  if (!pattern) return;

  let lines: readonly Line[] = [...body.rows].map((row) => ofRow(row));
  let complete = !given.file;
  let kind = '';
  let sorted: [by: string, sign: number] = ['', 1];
  const shown = new Map<string, number>();
  const open = new Map<string, boolean>();

  /** Fetch the lines that the page does not hold, once. */
  let asked: Promise<void> | null = null;
  const all = (): Promise<void> => {
    if (complete) return Promise.resolve();
    asked ??= late<typeof import('./late/lines')>('lines')
      .then(({ load }) => load(given, pattern))
      .then((found) => {
        lines = [...lines, ...found.slice(lines.length)];
        complete = true;
      })
      .catch(() => {
        asked = null;
        if (status) status.textContent = words.failed ?? '';
        throw new Error(given.file);
      });
    if (status) status.textContent = words.loading ?? '';
    return asked;
  };
  /** Draw again, with all lines where there are more. */
  const update = (): void => {
    // What holds the focus afterwards must be there at once.
    if (complete) draw();
    else all().then(draw, () => undefined);
  };

  const matching = (): readonly Line[] => {
    const wanted = folded(search?.value ?? '').split(/\s+/u).filter(Boolean);
    if (!kind && wanted.length === 0) return lines;
    return lines.filter((line) => (!kind || line.kind === kind) && wanted.every((word) => line.text.includes(word)));
  };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const inOrder = (found: readonly Line[]): readonly Line[] => {
    const [by, sign] = sorted;
    if (!by) return found;
    const quick = found.length > MANY;
    const compare = (a: Line, b: Line): number => {
      if (by === 'number') return a.amount < b.amount ? -sign : a.amount > b.amount ? sign : 0;
      if (quick) return a.text < b.text ? -sign : a.text > b.text ? sign : 0;
      return sign * collator.compare(a.name, b.name);
    };
    return [...found].sort(compare);
  };
  const sum = (found: readonly Line[]): bigint => found.reduce((sofar, line) => sofar + line.amount, 0n);
  const money = (value: bigint): string => (given.money ? written(rounded(value, given.money.decimals), given.money) : '');

  const draw = (): void => {
    const found = matching();
    const by = grouping?.value ?? '';
    const rows = document.createDocumentFragment();
    if (by) {
      const groups = grouped(found, by);
      const names = [...groups.keys()];
      if (sorted[0] === 'number') {
        const sums = new Map(names.map((name) => [name, sum(groups.get(name) ?? [])]));
        names.sort((a, b) => sorted[1] * ((sums.get(a) ?? 0n) < (sums.get(b) ?? 0n) ? -1 : 1));
      }
      // Long groups are closed at first: their sums are what one looks for.
      for (const name of names) addGroup(rows, name, groups.get(name) ?? [], found.length <= HELPING);
    } else {
      addRows(rows, '', inOrder(found));
    }
    body.replaceChildren(rows);
    const every = found === lines || found.length === given.count;
    if (total) total.textContent = every ? (whole[0] ?? '') : money(sum(found));
    if (label) label.textContent = every ? (whole[1] ?? '') : (label.dataset.some ?? '');
    if (status) {
      const counts = { shown: String(found.length), count: String(given.count) };
      status.textContent = found.length === 0 ? (words.none ?? '') : every ? '' : filled(words.shown ?? '', counts);
    }
  };

  const addRows = (rows: DocumentFragment, name: string, found: readonly Line[]): void => {
    const most = shown.get(name) ?? HELPING;
    for (const line of found.slice(0, most)) rows.append(line.row());
    const rest = (complete ? found.length : given.count) - most;
    const more = rest > 0 ? clone('template.more') : null;
    const button = more?.querySelector('button');
    if (!more || !button) return;
    button.textContent = filled(words.more ?? '', { count: String(Math.min(rest, HELPING)) });
    button.addEventListener('click', () => {
      all().then(
        () => {
          shown.set(name, most + HELPING);
          const next = found.length > most ? found[most] : lines[most];
          draw();
          next?.row().querySelector('summary')?.focus();
        },
        () => undefined,
      );
    });
    rows.append(more);
  };
  const addGroup = (rows: DocumentFragment, name: string, found: readonly Line[], unfolded: boolean): void => {
    const head = clone('template.group');
    const button = head?.querySelector('button');
    if (!head || !button) return;
    const by = grouping?.value ?? '';
    const key = `${by} ${name}`;
    const isOpen = open.get(key) ?? unfolded;
    button.setAttribute('aria-expanded', String(isOpen));
    const [what, how, amount] = ['.what', '.how', '.number'].map((part) => head.querySelector(part));
    if (what) what.textContent = name || (words.other ?? '');
    if (how) how.textContent = filled((found.length === 1 ? words.line : words.lines) ?? '', { count: String(found.length) });
    if (amount) amount.textContent = money(sum(found));
    button.addEventListener('click', () => {
      open.set(key, !isOpen);
      draw();
      const heads = findAll(body, 'tr.group button', HTMLButtonElement);
      heads.find((other) => other.closest('tr')?.dataset.name === name)?.focus();
    });
    head.dataset.name = name;
    rows.append(head);
    if (isOpen) addRows(rows, key, inOrder(found));
  };
  const clone = (selector: string): HTMLTableRowElement | null => {
    const row = find(box, selector, HTMLTemplateElement)?.content.querySelector('tr');
    return row ? (row.cloneNode(true) as HTMLTableRowElement) : null;
  };

  const choose = (name: string): void => {
    kind = name;
    for (const chip of chips) chip.setAttribute('aria-pressed', String(chip.dataset.kind === name));
    update();
  };
  for (const chip of chips) chip.addEventListener('click', () => choose(chip.dataset.kind ?? ''));
  let typed = 0;
  search?.addEventListener('input', () => {
    clearTimeout(typed);
    typed = setTimeout(update, given.count > MANY ? 120 : 0);
  });
  search?.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    search.value = '';
    update();
  });
  grouping?.addEventListener('change', update);

  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute('aria-sort', 'none');
    button.addEventListener('click', () => {
      // Amounts start with the largest, names with A; the third click brings the order of the bill back.
      const by = head.dataset.sort ?? '';
      const order = by === 'number' ? ['none', 'descending', 'ascending'] : ['none', 'ascending', 'descending'];
      const now = order[(order.indexOf(head.getAttribute('aria-sort') ?? 'none') + 1) % 3] ?? 'none';
      for (const other of heads) other.setAttribute('aria-sort', other === head ? now : 'none');
      sorted = now === 'none' ? ['', 1] : [by, now === 'descending' ? -1 : 1];
      update();
    });
  }

  // Places: a kind ("lines/kind-2") is filtered, a line ("lines/3") is brought in wherever it is.
  box.closest('section')?.addEventListener('sd-choose', (event) => {
    const choice = (event as CustomEvent<Choice>).detail;
    const item = choice.place.split('/')[1] ?? '';
    const number = Number(item.replace('kind-', ''));
    if (!(number > 0)) return;
    if (search) search.value = '';
    if (item.startsWith('kind-')) {
      choose(String(number));
      choice.target = chips.find((chip) => chip.dataset.kind === kind) ?? choice.target;
    } else {
      if (grouping) grouping.value = '';
      kind = '';
      sorted = ['', 1];
      shown.set('', Math.max(HELPING, number));
      choose('');
      const line = lines[number - 1];
      if (!line) return;
      const details = line.row().querySelector('details');
      if (details) details.open = true;
      choice.target = line.row();
    }
  });

  // The way to the lines that the page does not hold.
  if (!complete) draw();

  // What stands in the page already becomes lines that can be searched at once.
  function ofRow(row: HTMLTableRowElement): Line {
    const name = row.querySelector('.what')?.textContent?.trim() ?? '';
    const { kind: index = '', day = '', tax = '', amount = '0' } = row.dataset;
    return {
      name,
      text: folded(`${name} ${row.querySelector('.how')?.textContent ?? ''}`),
      amount: exact(amount),
      kind: index,
      keys: keysOf(given as Told, index, day, tax),
      row: () => row,
    };
  }
});

const grouped = (found: readonly Line[], by: string): Map<string, Line[]> => {
  const groups = new Map<string, Line[]>();
  for (const line of found) {
    const name = line.keys[by] ?? '';
    const group = groups.get(name);
    if (group) group.push(line);
    else groups.set(name, [line]);
  }
  return groups;
};
