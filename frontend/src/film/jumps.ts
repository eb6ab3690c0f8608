// Where the page offers to play something of the film.

import { find, findAll } from '../dom';
import type { Jump } from './data';

/** Puts a button at each place from which the film can be joined; `label`: "Watch: %title". */
export const offerJumps = (jumps: readonly Jump[], label: string, play: (jump: Jump) => void): void => {
  for (const jump of jumps) {
    const named = document.querySelector(`[data-place="${CSS.escape(jump.place)}"]`) ?? document.getElementById(jump.place);
    if (!(named instanceof HTMLElement)) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'play-from-here';
    button.textContent = label.replace('%title', jump.title);
    button.addEventListener('click', () => play(jump));
    const head = find(named, 'h2, h3', HTMLElement);
    if (head) head.after(button);
    else if (named.parentElement?.matches('.fold')) named.prepend(button);
    else (find(named, 'td, th', HTMLElement) ?? named).append(button);
  }
};

/** Buttons that a block wrote itself: `data-play` is the key of a branch, or seconds of the film. */
export const wireButtons = (play: (jump: Jump) => void): void => {
  for (const button of findAll(document, '[data-play]', HTMLElement)) {
    const wanted = button.dataset.play ?? '';
    const at = Number(wanted);
    const jump = { place: '', title: '', branch: wanted && at >= 0 ? '' : wanted, at_s: Math.max(at, 0) };
    button.hidden = false;
    button.addEventListener('click', (event) => {
      event.preventDefault();
      play(jump);
    });
  }
};
