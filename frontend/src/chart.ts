// <sd-chart>: a drawing and its table in step. A mark that is pointed at, tapped or focused tells what its row says.

import { find, findAll } from './dom';
import { element } from './element';

element('sd-chart', (box) => {
  const drawing = find(box, 'svg[role="list"]', SVGSVGElement);
  if (!drawing) return;
  const marks = findAll(drawing, '.mark', SVGElement);
  const rows = findAll(box, '.of-mark', HTMLElement);
  const last = marks.length - 1;
  const rest = box.dataset.rest === undefined ? last : Number(box.dataset.rest);
  let held = rest;

  const show = (index: number): void => {
    marks.forEach((mark, place) => mark.classList.toggle('chosen', place === index));
    rows.forEach((row, place) => row.classList.toggle('chosen', place === index && index !== rest));
    const row = rows[index];
    for (const slot of findAll(box, '[data-show]', HTMLElement)) {
      slot.textContent = row?.querySelector(`.${slot.dataset.show}`)?.textContent?.trim() ?? slot.dataset.none ?? '';
    }
    if (row) beside(index, row);
  };

  // What a bar is compared with: the one before, the same month of the year before, the average.
  const chips = findAll(box, '[data-beside]', HTMLElement);
  let compared = '';
  const otherOf = (kind: string, index: number, row: HTMLElement): number =>
    kind === 'before' ? index - 1 : kind === 'year' ? Number(row.dataset.year ?? -1) : -1;
  const beside = (index: number, row: HTMLElement): void => {
    for (const mark of marks) mark.classList.remove('compared');
    drawing.classList.toggle('with-average', compared === 'average');
    for (const chip of chips) {
      const kind = chip.dataset.beside ?? '';
      const other = otherOf(kind, index, row);
      const text = row.querySelector(`.${kind}`)?.textContent?.trim() ?? '';
      const [name, than] = [find(chip, '.with', HTMLElement), find(chip, '.than', HTMLElement)];
      if (other >= 0 && name) name.textContent = rows[other]?.querySelector('.name')?.textContent?.trim() ?? '';
      if (than) than.textContent = text;
      chip.hidden = !text || text === '–';
      if (kind === compared && other >= 0 && !chip.hidden) marks[other]?.classList.add('compared');
    }
  };
  const buttons = chips.map((chip) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', 'false');
    button.append(...chip.childNodes);
    chip.append(button);
    button.addEventListener('click', () => {
      compared = compared === chip.dataset.beside ? '' : (chip.dataset.beside ?? '');
      buttons.forEach((other, place) => {
        other.setAttribute('aria-pressed', String(chips[place]?.dataset.beside === compared));
      });
      show(held);
    });
    return button;
  });

  const enter = (index: number): void => {
    marks.forEach((mark, place) => mark.setAttribute('tabindex', place === index ? '0' : '-1'));
    marks[index]?.focus();
  };
  const hold = (index: number): void => {
    held = index;
    show(index);
    const details = rows[index]?.querySelector('details');
    if (details) details.open = true;
  };
  const backwards = getComputedStyle(drawing).direction === 'rtl';
  marks.forEach((mark, index) => {
    // Why a month moved stands in its row; who hears the mark instead of seeing the row is told, too.
    const why = rows[index]?.querySelector('.why')?.textContent?.trim();
    if (why) mark.setAttribute('aria-label', `${mark.getAttribute('aria-label')}. ${why}`);
    mark.setAttribute('tabindex', index === Math.max(rest, 0) ? '0' : '-1');
    mark.addEventListener('pointerenter', () => show(index));
    mark.addEventListener('focus', () => hold(index));
    mark.addEventListener('click', () => enter(index));
    mark.addEventListener('sd-choose', () => hold(index));
    mark.addEventListener('keydown', (event) => {
      const forward = backwards ? -1 : 1;
      const steps = new Map([
        ['ArrowRight', forward],
        ['ArrowLeft', -forward],
        ['ArrowDown', 1],
        ['ArrowUp', -1],
        ['Home', -index],
        ['End', last - index],
      ]);
      const step = steps.get(event.key);
      if (step !== undefined) {
        event.preventDefault();
        enter(Math.min(last, Math.max(0, index + step)));
      } else if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        find(rows[index] ?? box, 'a', HTMLElement)?.click();
      } else if (event.key === 'Escape') {
        held = rest;
        show(rest);
      }
    });
  });
  drawing.addEventListener('pointerleave', () => show(held));
  rows.forEach((row, index) => {
    row.addEventListener('pointerenter', () => show(index));
    row.addEventListener('pointerleave', () => show(held));
  });
});
