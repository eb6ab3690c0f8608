// <sd-tariffs>, <sd-instalments>: small calculators. What they show first the server reckoned; the rest is reckoned here, in
// whole numbers and by the same rules.

import { find, findAll, unfold } from './dom';
import { element, filled, told } from './element';
import { exact, type Format, rounded, split, times, written } from './sums';

interface Tariffs {
  format: Format;
  /** The price of a unit and the fixed amount of each, as decimals. */
  tariffs: readonly (readonly [price: string, fixed: string])[];
  /** Which one the recipient has, from 0, or −1. */
  current: number;
  words: { less: string; more: string; same: string };
}

element('sd-tariffs', (box) => {
  const given = told<Tariffs>(box);
  if (!given) return;
  unfold(box, 'template');
  const slider = find(box, 'input[type="range"]', HTMLInputElement);
  const field = find(box, 'input[type="number"]', HTMLInputElement);
  const cards = findAll(box, '.tariff', HTMLElement);
  const { format, tariffs, current, words } = given;

  const show = (usage: number): void => {
    const units = BigInt(Math.min(Math.max(0, Math.round(usage)), 9_999_999));
    const costs = tariffs.map(([price, fixed]) =>
      rounded(times(exact(String(units)), exact(price)) + exact(fixed), format.decimals, 'away'),
    );
    const now = costs[current];
    cards.forEach((card, index) => {
      const cost = costs[index] ?? 0n;
      const output = card.querySelector('output');
      if (output) output.textContent = written(cost, format);
      const pill = card.querySelector('.beside-now');
      if (!pill || now === undefined) return;
      const change = cost - now;
      const word = change < 0n ? words.less : change > 0n ? words.more : words.same;
      pill.textContent = filled(word, { difference: written(change < 0n ? -change : change, format) });
      pill.classList.toggle('pill-fall', change < 0n);
      pill.classList.toggle('pill-rise', change > 0n);
    });
  };
  slider?.addEventListener('input', () => {
    if (field) field.value = slider.value;
    show(slider.valueAsNumber);
  });
  field?.addEventListener('input', () => {
    if (!field.value || !field.validity.valid) return;
    if (slider) slider.value = field.value;
    show(field.valueAsNumber);
  });
});

interface Instalments {
  format: Format;
  /** The amount in the smallest units of its currency. */
  units: string;
  /** The days on which they are due, in words; none when nobody says. */
  days: readonly string[];
  words: { each: string; first: string; number: string };
}

element('sd-instalments', (box) => {
  const given = told<Instalments>(box);
  if (!given) return;
  unfold(box, 'template');
  const slider = find(box, 'input[type="range"]', HTMLInputElement);
  const count = find(box, 'output.count', HTMLOutputElement);
  const each = find(box, '.each', HTMLElement);
  const plan = find(box, '.plan', HTMLOListElement);
  const link = find(box, 'a.choose', HTMLAnchorElement);
  const address = link?.getAttribute('href') ?? '';
  const { format, days, words } = given;

  const show = (number: number): void => {
    const parts = split(BigInt(given.units), number);
    if (count) count.textContent = String(number);
    const [first = 0n] = parts;
    const last = parts[parts.length - 1] ?? first;
    const text = first === last ? words.each : words.first;
    const values = { count: String(number), amount: written(first, format), last: written(last, format) };
    if (each) each.textContent = filled(text, values);
    plan?.replaceChildren(
      ...parts.map((part, index) => {
        const item = document.createElement('li');
        const [day, amount] = [document.createElement('span'), document.createElement('span')];
        day.textContent = days[index] ?? filled(words.number, { number: String(index + 1) });
        amount.textContent = written(part, format);
        item.append(day, amount);
        return item;
      }),
    );
    link?.setAttribute('href', filled(address, { count: String(number) }));
  };
  slider?.addEventListener('input', () => show(slider.valueAsNumber));
  if (slider) show(slider.valueAsNumber);
});
