// Every line: filtered by kind and words, sorted three ways, what is shown added up.

import { find, findAll, folded, unfold } from './dom';

const lines = (): void => {
  const box = find(document, '.every-line', HTMLElement);
  const table = box && find(box, 'table', HTMLTableElement);
  const body = table?.tBodies[0];
  if (!box || !table || !body) return;
  unfold(box, 'template');
  const rows = [...body.rows];
  const chips = findAll(box, '.chips button', HTMLButtonElement);
  const search = find(box, 'input[type="search"]', HTMLInputElement);
  const total = find(table, 'tfoot output', HTMLOutputElement);
  const label = find(table, 'tfoot [data-all]', HTMLElement);
  const status = find(box, '.none-found', HTMLElement);
  const whole = total?.textContent ?? '';
  let kind = '';

  const filter = (): void => {
    const wanted = folded(search?.value ?? '').split(/\s+/u).filter(Boolean);
    const shown = rows.filter((row) => {
      const text = folded(`${row.dataset.text ?? ''} ${row.querySelector('.how')?.textContent ?? ''}`);
      return (!kind || row.dataset.kind === kind) && wanted.every((word) => text.includes(word));
    });
    rows.forEach((row) => {
      row.hidden = !shown.includes(row);
    });
    const all = shown.length === rows.length;
    if (total) total.textContent = all ? whole : money(total, shown.map((row) => row.dataset.amount ?? '0'));
    if (label) label.textContent = (all ? label.dataset.all : label.dataset.some) ?? '';
    if (status) {
      const counted = (status.dataset.count ?? '')
        .replace('%shown', String(shown.length))
        .replace('%count', String(rows.length));
      status.textContent = shown.length === 0 ? (status.dataset.text ?? '') : all ? '' : counted;
    }
  };
  for (const chip of chips) {
    chip.addEventListener('click', () => {
      kind = chip.dataset.kind ?? '';
      chips.forEach((other) => other.setAttribute('aria-pressed', String(other === chip)));
      filter();
    });
  }
  search?.addEventListener('input', filter);
  search?.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    search.value = '';
    filter();
  });

  const heads = findAll(table, 'th[data-sort]', HTMLTableCellElement);
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute('aria-sort', 'none');
    button.addEventListener('click', () => {
      const numeric = head.dataset.sort === 'number';
      const before = head.getAttribute('aria-sort');
      // Amounts start with the largest, names with A; the third click brings the order of the bill back.
      const order = numeric ? ['none', 'descending', 'ascending'] : ['none', 'ascending', 'descending'];
      const now = order[(order.indexOf(before ?? 'none') + 1) % 3] ?? 'none';
      heads.forEach((other) => other.setAttribute('aria-sort', other === head ? now : 'none'));
      const sign = now === 'descending' ? -1 : 1;
      const sorted =
        now === 'none'
          ? rows
          : [...rows].sort(
              (a, b) =>
                sign *
                (numeric
                  ? Number(a.dataset.amount) - Number(b.dataset.amount)
                  : collator.compare(a.dataset.text ?? '', b.dataset.text ?? '')),
            );
      body.append(...sorted);
    });
  }
};

/** The sum of decimal amounts, written as the page's locale writes money; `style` carries the parts of the format. */
const money = (style: HTMLElement, amounts: readonly string[]): string => {
  const { before = '', after = '', group = '', decimal = '.', decimals = '2', minus = '−' } = style.dataset;
  const places = Number(decimals);
  const unit = 10 ** places;
  const sum = amounts.reduce((found, amount) => found + Math.round(Number(amount) * unit), 0);
  const digits = String(Math.abs(sum)).padStart(places + 1, '0');
  const units = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/gu, group);
  const cents = places ? decimal + digits.slice(-places) : '';
  return `${sum < 0 ? minus : ''}${before}${units}${cents}${after}`;
};

lines();
