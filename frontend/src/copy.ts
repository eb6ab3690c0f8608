// <sd-copy>: a text to copy. Without scripts, or where the browser refuses, it can be selected by hand.

import { find } from './dom';

const SHOWN_MS = 2500;

class SdCopy extends HTMLElement {
  connectedCallback(): void {
    const button = find(this, 'button', HTMLButtonElement);
    const status = find(this, '[role="status"]', HTMLElement);
    const text = find(this, '[data-copy]', HTMLElement);
    if (!button || !status || !text) return;
    button.hidden = false;
    let timer = 0;
    button.addEventListener('click', () => {
      clearTimeout(timer);
      const say = (copied: boolean): void => {
        this.classList.toggle('copied', copied);
        status.textContent = (copied ? this.dataset.copied : this.dataset.selected) ?? '';
        if (!copied) getSelection()?.selectAllChildren(text);
        timer = setTimeout(() => {
          status.textContent = '';
          this.classList.remove('copied');
        }, SHOWN_MS);
      };
      // Only pages from a safe address have a clipboard; others select the text for the reader's own keys.
      const asked = navigator.clipboard?.writeText(text.dataset.copy ?? '');
      if (asked) asked.then(() => say(true), () => say(false));
      else say(false);
    });
  }
}

customElements.define('sd-copy', SdCopy);
