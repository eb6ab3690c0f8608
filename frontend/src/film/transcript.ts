// The film in words: its times seek, its titles of branches play them, and the line that plays is marked.

import { findAll } from '../dom';

export const followTranscript = (
  video: HTMLVideoElement,
  seek: (seconds: number) => void,
  play: (branch: string) => void,
): void => {
  const moments = findAll(document, '.transcript [data-start]', HTMLElement);
  for (const moment of moments) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = moment.textContent;
    button.addEventListener('click', () => seek(Number(moment.dataset.start)));
    moment.replaceChildren(button);
  }
  for (const link of findAll(document, '.transcript a[data-branch]', HTMLElement)) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      play(link.dataset.branch ?? '');
    });
  }
  video.addEventListener('timeupdate', () => {
    const now = moments.findLastIndex((each) => Number(each.dataset.start) <= video.currentTime + 0.05);
    moments.forEach((each, index) => {
      const line = each.closest('li');
      if (index === now && !video.paused) line?.setAttribute('aria-current', 'true');
      else if (index !== now) line?.removeAttribute('aria-current');
    });
  });
};
