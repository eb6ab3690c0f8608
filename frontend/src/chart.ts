// The chart of past periods: a bar that is pointed at or focused tells its figure, and its row in the table too.

import { find, findAll } from './dom';

const chart = (): void => {
  const box = find(document, '.history', HTMLElement);
  const drawing = box && find(box, '.chart', SVGSVGElement);
  if (!box || !drawing) return;
  const bars = findAll(drawing, '.bar', SVGGElement);
  const rows = findAll(box, '.as-table tbody tr', HTMLTableRowElement);
  const value = find(box, '.readout strong', HTMLElement);
  const name = find(box, '.readout-name', HTMLElement);
  const difference = find(box, '.readout-difference', HTMLElement);
  const last = bars.length - 1;
  if (!value || !name || !difference || last < 0) return;

  const show = (index: number): void => {
    bars.forEach((bar, place) => bar.classList.toggle('chosen', place === index));
    rows.forEach((row, place) => row.classList.toggle('chosen', place === index && index !== last));
    const data = bars[index]?.dataset;
    value.textContent = data?.value ?? '';
    name.textContent = data?.name ?? '';
    difference.textContent = data?.difference ?? '';
  };
  const enter = (index: number): void => {
    bars.forEach((bar, place) => bar.setAttribute('tabindex', place === index ? '0' : '-1'));
    bars[index]?.focus();
  };
  const backwards = getComputedStyle(drawing).direction === 'rtl';
  bars.forEach((bar, index) => {
    bar.setAttribute('tabindex', index === last ? '0' : '-1');
    bar.addEventListener('pointerenter', () => show(index));
    bar.addEventListener('focus', () => show(index));
    bar.addEventListener('blur', () => show(last));
    bar.addEventListener('keydown', (event) => {
      const steps = new Map([
        ['ArrowRight', backwards ? -1 : 1],
        ['ArrowLeft', backwards ? 1 : -1],
        ['Home', -index],
        ['End', last - index],
      ]);
      const step = steps.get(event.key);
      if (step === undefined) return;
      event.preventDefault();
      enter(Math.min(last, Math.max(0, index + step)));
    });
  });
  drawing.addEventListener('pointerleave', () => show(last));
  rows.forEach((row, index) => {
    row.addEventListener('pointerenter', () => show(index));
    row.addEventListener('pointerleave', () => show(last));
  });
};

chart();
