// Questions and answers: what few readers come to is loaded when they come near it.

import { late } from './late';

const soon = (element: Element): void => {
  const load = async (): Promise<void> => {
    watch.disconnect();
    const { attach } = await late<typeof import('./late/assistant')>('assistant');
    attach(element);
  };
  const watch = new IntersectionObserver((entries) => {
    // Where it can't be loaded, the questions stay as the server wrote them.
    if (entries.some((entry) => entry.isIntersecting)) load().catch(() => {});
  }, { rootMargin: '800px' });
  watch.observe(element);
};

document.querySelectorAll('sd-assistant').forEach(soon);

const chat = document.querySelector('sd-chat');
if (chat) late<typeof import('./late/chat')>('chat').then(({ attach }) => attach(chat), () => {});
