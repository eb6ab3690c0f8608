// Questions that are typed: answered from the page's own lines and answers.

import { find, findAll, folded, unfold } from './dom';

const ask = (): void => {
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
  const weight = (word: string): number => 1 / known.filter((entry) => entry.words.has(word)).length;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const asked = words(input.value);
    if (asked.length === 0) return;
    const scored = known.map((entry) => ({
      say: entry.say,
      score: asked.filter((word) => entry.words.has(word)).reduce((sum, word) => sum + weight(word), 0),
    }));
    const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { say: '', score: 0 });
    answer.textContent = best.score >= 0.3 ? best.say : (answer.dataset.none ?? '');
  });
};

/** The words of a text that can tell what it is about. */
const words = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3);

ask();
