// The film: it waits with a button, its chapters and the lines of the transcript seek.

import { find, findAll, unfold } from './dom';

const film = (): void => {
  const box = find(document, '.film', HTMLElement);
  const video = box && find(box, 'video', HTMLVideoElement);
  if (!box || !video) return;
  unfold(box, 'template');
  const moments = findAll(document, '.transcript .time', HTMLElement);
  const segments = findAll(box, '.segments button', HTMLButtonElement);

  const play = (seconds: number | null): void => {
    if (seconds !== null) video.currentTime = seconds;
    video.play().catch(() => {
      // The browser refuses to play by itself: its own controls are there by now.
    });
  };
  const begin = (): void => {
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

film();
