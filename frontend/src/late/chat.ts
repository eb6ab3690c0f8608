// Another company's chat, in a page of its own: nothing of it is loaded before the reader says so.

import { find, unfold } from '../dom';

interface Config {
  kind: 'chatwoot' | 'web_chat' | 'deep_chat';
  script: string;
  integrity: string;
  language: string;
  settings: Record<string, string>;
  words: { starting: string; failed: string };
}

interface Programs {
  chatwootSettings?: object;
  chatwootSDK?: { run: (options: { websiteToken: string; baseUrl: string }) => void };
  $chatwoot?: { toggle: (state: string) => void };
  WebChat?: {
    createDirectLine: (options: { token: string; domain: string }) => unknown;
    renderWebChat: (options: object, place: Element) => void;
  };
}

const load = (config: Config, type: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = config.script;
    script.type = type;
    script.referrerPolicy = 'no-referrer';
    if (config.integrity) {
      script.integrity = config.integrity;
      script.crossOrigin = 'anonymous';
    }
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(config.kind));
    document.head.append(script);
  });

const start: Record<Config['kind'], (config: Config, place: HTMLElement) => Promise<void>> = {
  chatwoot: async (config) => {
    const programs = window as Programs;
    programs.chatwootSettings = { locale: config.language.replace('-', '_'), position: 'right', type: 'standard' };
    window.addEventListener('chatwoot:ready', () => programs.$chatwoot?.toggle('open'));
    await load(config, 'text/javascript');
    programs.chatwootSDK?.run({ websiteToken: config.settings.website_token ?? '', baseUrl: config.settings.base_url ?? '' });
  },
  web_chat: async (config, place) => {
    await load(config, 'text/javascript');
    const answer = await fetch(config.settings.token_url ?? '', { method: 'POST', credentials: 'omit' });
    if (!answer.ok) throw new Error(config.kind);
    const { token } = (await answer.json()) as { token: string };
    const chat = (window as Programs).WebChat;
    const directLine = chat?.createDirectLine({ token, domain: config.settings.direct_line ?? '' });
    chat?.renderWebChat({ directLine, locale: config.language }, place);
  },
  deep_chat: async (config, place) => {
    await load(config, 'module');
    const url = config.settings.url ?? '';
    const chat = document.createElement('deep-chat');
    const connect = url.startsWith('ws') ? { url, websocket: true } : { url, method: 'POST', credentials: 'omit' };
    chat.setAttribute('connect', JSON.stringify(connect));
    place.append(chat);
  },
};

/** Make the page's question one that can be answered. */
export const attach = (box: Element): void => {
  const script = find(box, 'script[type="application/json"]', HTMLScriptElement);
  const question = find(box, '.agree', HTMLElement);
  const told = find(box, '.told', HTMLElement);
  const place = find(box, '.place', HTMLElement);
  if (!script || !question || !told || !place) return;
  find(question, '.scripts', HTMLElement)?.remove();
  unfold(question, 'template');
  const config = JSON.parse(script.textContent ?? '{}') as Config;
  const button = find(question, 'button', HTMLButtonElement);
  button?.addEventListener('click', () => {
    button.disabled = true;
    told.textContent = config.words.starting;
    start[config.kind](config, place).then(
      () => {
        question.hidden = true;
        told.textContent = '';
        place.tabIndex = -1;
        place.focus();
      },
      () => {
        button.disabled = false;
        told.textContent = config.words.failed;
      },
    );
  });
};
