// @ts-check
// What the page can do beyond reading: everything here adds to a page that is complete without it.
'use strict';

(() => {
  /**
   * The first element under `root` that matches, as the kind that is expected there.
   * @template {Element} T
   * @param {ParentNode} root
   * @param {string} selector
   * @param {new (...args: any[]) => T} kind
   * @returns {T | null}
   */
  const find = (root, selector, kind) => {
    const found = root.querySelector(selector);
    return found instanceof kind ? found : null;
  };

  /**
   * All elements under `root` that match and are of the kind that is expected there.
   * @template {Element} T
   * @param {ParentNode} root
   * @param {string} selector
   * @param {new (...args: any[]) => T} kind
   * @returns {T[]}
   */
  const findAll = (root, selector, kind) =>
    [...root.querySelectorAll(selector)].flatMap((node) => (node instanceof kind ? [node] : []));

  /**
   * Put the content of a `<template>` in its place.
   * @param {ParentNode} root
   * @param {string} selector
   */
  const unfold = (root, selector) => {
    const template = find(root, selector, HTMLTemplateElement);
    if (template) template.replaceWith(template.content.cloneNode(true));
  };

  /**
   * Letters as they are compared: no case, no accents, no space round them.
   * @param {string} text
   */
  const folded = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

  const film = () => {
    const box = find(document, '.film', HTMLElement);
    const video = box && find(box, 'video', HTMLVideoElement);
    if (!box || !video) return;
    unfold(box, 'template');
    const moments = findAll(document, '.transcript .time', HTMLElement);
    const segments = findAll(box, '.segments button', HTMLButtonElement);

    /** @param {number | null} seconds */
    const play = (seconds) => {
      if (seconds !== null) video.currentTime = seconds;
      video.play().catch(() => {
        // The browser refuses to play by itself: its own controls are there by now.
      });
    };
    const begin = () => {
      if (!box.classList.contains('waiting')) return;
      const held = box.contains(document.activeElement) && document.activeElement !== video;
      box.classList.remove('waiting');
      video.controls = true;
      if (held) video.focus({ preventScroll: true });
    };
    video.controls = false;
    box.classList.add('waiting');
    video.addEventListener('play', begin);
    video.addEventListener('click', () => {
      if (box.classList.contains('waiting')) play(null);
    });
    find(box, '.watch', HTMLButtonElement)?.addEventListener('click', () => play(null));

    segments.forEach((button, index) => {
      const start = Number(button.dataset.start);
      const next = segments[index + 1];
      const end = next ? Number(next.dataset.start) : video.duration || start + 5;
      button.style.flexGrow = String(Math.max(0.5, end - start));
      button.addEventListener('click', () => play(start));
    });
    for (const moment of moments) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = moment.textContent;
      button.addEventListener('click', () => {
        play(Number(moment.dataset.start));
        box.scrollIntoView({ block: 'nearest' });
      });
      moment.replaceChildren(button);
    }
  };

  const chart = () => {
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

    /** @param {number} index */
    const show = (index) => {
      bars.forEach((bar, place) => bar.classList.toggle('chosen', place === index));
      rows.forEach((row, place) => row.classList.toggle('chosen', place === index && index !== last));
      const data = bars[index]?.dataset;
      value.textContent = data?.value ?? '';
      name.textContent = data?.name ?? '';
      difference.textContent = data?.difference ?? '';
    };
    /** @param {number} index */
    const enter = (index) => {
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
        const steps = new Map([['ArrowRight', backwards ? -1 : 1], ['ArrowLeft', backwards ? 1 : -1], ['Home', -index], ['End', last - index]]);
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

  const lines = () => {
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

    const filter = () => {
      const wanted = folded(search?.value ?? '').split(/\s+/u).filter(Boolean);
      const shown = rows.filter((row) => {
        const text = folded(`${row.dataset.text ?? ''} ${row.querySelector('.how')?.textContent ?? ''}`);
        return (!kind || row.dataset.kind === kind) && wanted.every((word) => text.includes(word));
      });
      rows.forEach((row) => { row.hidden = !shown.includes(row); });
      const all = shown.length === rows.length;
      if (total) total.textContent = all ? whole : money(total, shown.map((row) => row.dataset.amount ?? '0'));
      if (label) label.textContent = (all ? label.dataset.all : label.dataset.some) ?? '';
      if (status) {
        const counted = (status.dataset.count ?? '').replace('%shown', String(shown.length)).replace('%count', String(rows.length));
        status.textContent = shown.length === 0 ? status.dataset.text ?? '' : all ? '' : counted;
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
        const sorted = now === 'none' ? rows : [...rows].sort((a, b) => sign * (numeric
          ? Number(a.dataset.amount) - Number(b.dataset.amount)
          : collator.compare(a.dataset.text ?? '', b.dataset.text ?? '')));
        body.append(...sorted);
      });
    }
  };

  /**
   * The sum of decimal amounts, written as the page's locale writes money.
   * @param {HTMLElement} style Carries the parts of the format in its data.
   * @param {string[]} amounts
   */
  const money = (style, amounts) => {
    const { before = '', after = '', group = '', decimal = '.', decimals = '2', minus = '−' } = style.dataset;
    const places = Number(decimals);
    const unit = 10 ** places;
    const sum = amounts.reduce((found, amount) => found + Math.round(Number(amount) * unit), 0);
    const digits = String(Math.abs(sum)).padStart(places + 1, '0');
    const units = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/gu, group);
    const cents = places ? decimal + digits.slice(-places) : '';
    return `${sum < 0 ? minus : ''}${before}${units}${cents}${after}`;
  };

  const questions = () => {
    const box = find(document, '.questions', HTMLElement);
    if (!box) return;
    unfold(box, 'template');
    const form = find(box, 'form', HTMLFormElement);
    const input = find(box, 'form input', HTMLInputElement);
    const answer = find(box, '.answer', HTMLElement);
    if (!form || !input || !answer) return;
    const known = [
      ...findAll(document, '.every-line tbody tr', HTMLTableRowElement).map((row) => {
        const what = row.dataset.text ?? '';
        const amount = row.cells[row.cells.length - 1]?.textContent?.trim() ?? '';
        const why = row.querySelector('.explain p')?.textContent ?? '';
        return { about: `${what} ${row.querySelector('.how')?.textContent ?? ''}`, say: `${what}: ${amount}. ${why}` };
      }),
      ...findAll(box, 'details', HTMLDetailsElement).map((details) => ({
        about: details.querySelector('summary')?.textContent ?? '',
        say: details.querySelector('p')?.textContent ?? '',
      })),
    ].map((entry) => ({ ...entry, words: new Set(words(entry.about)) }));
    // A word that most answers share says nothing about which one is meant.
    /** @param {string} word */
    const weight = (word) => 1 / known.filter((entry) => entry.words.has(word)).length;

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const asked = words(input.value);
      if (asked.length === 0) return;
      const scored = known.map((entry) => ({
        say: entry.say,
        score: asked.filter((word) => entry.words.has(word)).reduce((sum, word) => sum + weight(word), 0),
      }));
      const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { say: '', score: 0 });
      answer.textContent = best.score >= 0.3 ? best.say : answer.dataset.none ?? '';
    });
  };

  /**
   * The words of a text that can tell what it is about.
   * @param {string} text
   */
  const words = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3);

  film();
  chart();
  lines();
  questions();
})();
