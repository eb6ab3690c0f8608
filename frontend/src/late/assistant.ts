// The panel of questions: what is typed is answered from the page alone, and nothing of it goes anywhere.

import { Engine, type Known, sure } from '../assistant/engine';
import type { Speech } from '../assistant/vocabulary';
import { find, findAll } from '../dom';
import { html, nothing, render, type TemplateResult } from '../lit';

/** What the server wrote for the panel. `also`: by key of an answer; `things`: names, answer, place, number of a reason. */
interface Data extends Speech {
  words: Record<'ask' | 'button' | 'note' | 'log' | 'you' | 'reply' | 'suggested' | 'more' | 'show' | 'maybe' | 'none' | 'near' | 'empty', string>;
  also: Record<string, string>;
  things: [names: string, answer: string, place: string, reason?: number][];
  reasons: string[];
}

interface Answer extends Known {
  question: string;
  /** Links that the server wrote, to be shown again with the answer. */
  ways: { text: string; href: string; place: string; play: string; target: string }[];
}

interface Said {
  question: string;
  answer: Answer | null;
  /** What may be meant instead. */
  near: Answer[];
}

const NEAR_SHOWN = 3;
/** How far behind the answer that is said another one may stay to be offered beside it. */
const BESIDE = 0.12;

/** The answers in the page, and the things that it lists. */
const read = (box: Element, data: Data): Answer[] => {
  const general = findAll(box, 'details[data-key]', HTMLDetailsElement).map((details) => {
    const key = details.dataset.key ?? '';
    const question = find(details, 'summary', HTMLElement)?.textContent?.trim() ?? '';
    const ways = findAll(details, 'a', HTMLAnchorElement).map((link) => ({
      text: link.textContent?.trim() ?? '',
      href: link.getAttribute('href') ?? '',
      place: link.dataset.open ?? '',
      play: link.dataset.play ?? '',
      target: link.target,
    }));
    const text = find(details, '.answer', HTMLElement)?.textContent?.trim() ?? '';
    return { key, question, text, ways, thing: '' as const, names: [question, ...split(data.also[key] ?? '')] };
  });
  const things = data.things.map(([names, answer, place, reason], index) => ({
    key: `thing-${index}`,
    question: split(names)[0] ?? '',
    text: [answer, reason === undefined ? '' : (data.reasons[reason] ?? '')].join(' ').trim(),
    ways: document.getElementById(place.split('/')[0] ?? '')
      ? [{ text: data.words.show, href: `#${place.split('/')[0]}`, place, play: '', target: '' }]
      : [],
    thing: place.startsWith('history') ? ('month' as const) : ('charge' as const),
    names: split(names),
  }));
  return [...general, ...things];
};

const split = (text: string): string[] =>
  text
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean);

class Panel {
  private readonly answers: readonly Answer[];
  private readonly engine: Engine;
  private readonly said: Said[] = [];
  private readonly suggested: readonly Answer[];
  private hint = '';

  constructor(
    private readonly place: HTMLElement,
    private readonly people: Node | null,
    private readonly box: Element,
    private readonly data: Data,
  ) {
    this.answers = read(box, data);
    this.engine = new Engine(this.answers, data);
    const open = find(box, 'details[data-key][open]', HTMLDetailsElement);
    const first = this.answers.find((answer) => answer.key === open?.dataset.key);
    // What is answered from the beginning is not suggested besides.
    this.suggested = findAll(box, '.asked > details[data-key]', HTMLDetailsElement).flatMap((details) =>
      this.answers.filter((answer) => answer !== first && answer.key === details.dataset.key),
    );
    if (first) this.said.push({ question: first.question, answer: first, near: [] });
    this.draw();
  }

  private ask(question: string): void {
    const found = this.engine.ask(question).flatMap((each) => {
      const answer = this.answers.find(({ key }) => key === each.key);
      return answer ? [{ ...each, answer }] : [];
    });
    const [best, ...others] = found;
    const said = best && sure(found) ? best : null;
    // Others are offered where they fit nearly as well; without a sure answer whatever comes near.
    const near = said ? others.filter(({ score }) => score >= said.score - BESIDE) : found;
    this.say({ question, answer: said?.answer ?? null, near: near.slice(0, NEAR_SHOWN).map(({ answer }) => answer) });
  }

  private say(said: Said): void {
    this.hint = '';
    this.said.push(said);
    this.draw();
    const log = find(this.place, '[role="log"]', HTMLElement);
    const last = log?.lastElementChild;
    if (log && last instanceof HTMLElement) log.scrollTop = last.offsetTop - log.offsetTop - 12;
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = find(this.place, 'input', HTMLInputElement);
    if (!input) return;
    const question = input.value.trim();
    if (question) {
      input.value = '';
      this.ask(question);
    } else {
      this.hint = this.data.words.empty;
      this.draw();
    }
    input.focus();
  };

  private draw(): void {
    const { words } = this.data;
    render(
      html`<div class="log" role="log" aria-live="polite" aria-label=${words.log} tabindex="0" ?hidden=${this.said.length === 0}>
          ${this.said.map((said) => this.exchange(said))}
        </div>
        <div class="suggested" role="group" aria-label=${words.suggested}>${this.suggested.map((answer) => this.choice(answer))}</div>
        <form novalidate @submit=${this.submit}>
          <input type="text" aria-label=${words.ask} placeholder="${words.ask}…" autocomplete="off" enterkeyhint="send" maxlength="200" aria-describedby="assistant-note"
            @keydown=${(event: KeyboardEvent) => {
              if (event.key === 'Escape' && event.target instanceof HTMLInputElement) event.target.value = '';
            }} />
          <button type="submit">${words.button}</button>
        </form>
        <p class="note" id="assistant-note" role="status">${this.hint || words.note}</p>`,
      this.place,
    );
  }

  private choice(answer: Answer): TemplateResult {
    return html`<button type="button" @click=${() => this.say({ question: answer.question, answer, near: [] })}>${answer.question}</button>`;
  }

  private exchange({ question, answer, near }: Said): TemplateResult {
    const { words } = this.data;
    const text = answer ? answer.text : near.length ? words.near : words.none;
    return html`<div class="exchange">
      <p class="you"><span class="hidden">${words.you}: </span><bdi>${question}</bdi></p>
      <div class="it">
        <p><span class="hidden">${words.reply}: </span>${text}</p>
        ${answer?.ways.length ? html`<p class="ways">${answer.ways.map((way) => this.way(way))}</p>` : nothing}
        ${answer && near.length ? html`<p class="maybe">${words.maybe}:</p>` : nothing}
        ${near.length ? html`<div class="near">${near.map((each) => this.choice(each))}</div>` : nothing}
        ${answer ? nothing : this.person()}
      </div>
    </div>`;
  }

  private way({ text, href, place, play, target }: Answer['ways'][number]): TemplateResult {
    const watch = (event: Event): void => {
      // The player knows the link that the server wrote.
      const known = play ? find(this.box, `.asked [data-play="${CSS.escape(play)}"]`, HTMLElement) : null;
      if (!known) return;
      event.preventDefault();
      known.click();
    };
    return html`<a href=${href} data-open=${place || nothing} target=${target || nothing} rel=${target ? 'noopener noreferrer' : nothing} @click=${watch}>${text}</a>`;
  }

  /** Whoever isn't helped here is offered a person there and then. */
  private person(): Node | typeof nothing {
    return this.people?.cloneNode(true) ?? nothing;
  }
}

/** Make the server's questions a panel that can be typed into. */
export const attach = (box: Element): void => {
  const script = find(box, 'script[type="application/json"]', HTMLScriptElement);
  const list = find(box, '.asked', HTMLElement);
  if (!script || !list || find(box, '.panel', HTMLElement)) return;
  const place = document.createElement('div');
  place.className = 'panel';
  new Panel(place, find(box, '.people', HTMLElement), box, JSON.parse(script.textContent ?? '{}') as Data);
  list.before(place);
  // All questions stay to be read, below what can be typed into.
  for (const details of findAll(list, ':scope > details[data-key]', HTMLDetailsElement)) {
    details.open = false;
    const more = find(list, '.more', HTMLDetailsElement);
    const first = more && find(more, 'details[data-key], h3', HTMLElement);
    if (first) first.before(details);
    else details.hidden = true;
  }
};
