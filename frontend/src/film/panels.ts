// What opens over the film: chapters, settings with the keys, and questions.

import { html, nothing, type TemplateResult } from '../lit';
import { chapterAt, clock, icon } from './bar';
import type { Chapter, Question } from './data';

type Words = Record<string, string>;

export const SPEEDS: readonly number[] = [0.75, 1, 1.25, 1.5, 2];

const KEYS: readonly (readonly [string, string])[] = [
  ['K', 'key_play'],
  ['← →', 'key_five'],
  ['J L', 'key_ten'],
  ['0 … 9', 'key_tenths'],
  ['↑ ↓', 'volume'],
  ['M', 'mute'],
  ['C', 'captions'],
  ['F', 'full'],
  ['< >', 'speed'],
];

const sheet = (label: string, words: Words, close: () => void, content: TemplateResult): TemplateResult => html`
  <div class="film-panel" role="group" aria-label=${label}>
    <p class="film-head">
      ${label}
      <button type="button" class="film-close" aria-label=${words.close} @click=${close}>${icon('close')}</button>
    </p>
    ${content}
  </div>
`;

export const chapterPanel = (
  words: Words,
  chapters: readonly Chapter[],
  now: number,
  seek: (seconds: number) => void,
  close: () => void,
): TemplateResult => {
  const current = chapterAt(chapters, now);
  return sheet(words.chapters ?? '', words, close, html`<ol>
    ${chapters.map(
      ([start, title], index) => html`<li>
        <button type="button" aria-current=${index === current ? 'true' : nothing} @click=${() => seek(start)}>
          <span>${clock(start)}</span> ${title}
        </button>
      </li>`,
    )}
  </ol>`);
};

const choices = (
  name: string,
  legend: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult => html`<fieldset>
  <legend>${legend}</legend>
  ${options.map(
    ([value, text]) => html`<label
      ><input type="radio" name=${name} .checked=${value === chosen} @change=${() => choose(value)} /><span>${text}</span></label
    >`,
  )}
</fieldset>`;

export const settingsPanel = (
  words: Words,
  speed: number,
  setSpeed: (speed: number) => void,
  qualities: readonly number[],
  quality: string,
  setQuality: (quality: string) => void,
  close: () => void,
): TemplateResult =>
  sheet(words.settings ?? '', words, close, html`
    ${choices('film-speed', words.speed ?? '', SPEEDS.map((each) => [String(each), `${each}×`]), String(speed), (each) => setSpeed(Number(each)))}
    ${qualities.length < 2
      ? nothing
      : choices(
          'film-quality',
          words.quality ?? '',
          [['', words.auto ?? ''], ...qualities.map((each) => [String(each), `${each}p`] as const)],
          quality,
          setQuality,
        )}
    <details class="film-keys">
      <summary>${words.keys}</summary>
      <dl>
        ${KEYS.map(([keys, word]) => html`<div><dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${words[word]}</dd></div>`)}
      </dl>
    </details>
  `);

export interface Asking {
  question: Question;
  /** What became of the answer; `failed` offers to send it again. */
  state: 'open' | 'wrong' | 'sending' | 'failed' | 'done';
}

export const questionCard = (
  words: Words,
  { question, state }: Asking,
  answer: (value: string) => void,
  leave: () => void,
): TemplateResult => {
  const { kind, text, least, most } = question;
  const busy = state === 'sending';
  const one = (value: string, label: string, spoken = ''): TemplateResult => html`<button
    type="button"
    ?disabled=${busy}
    aria-label=${spoken || nothing}
    @click=${() => answer(value)}
  >${label}</button>`;
  const ends = (value: number): string =>
    value === least && question.least_text
      ? `${value}: ${question.least_text}`
      : value === most && question.most_text
        ? `${value}: ${question.most_text}`
        : '';
  const steps = Array.from({ length: (most ?? 0) - (least ?? 0) + 1 }, (_, index) => (least ?? 0) + index);
  const body =
    kind === 'number'
      ? html`<form
          novalidate
          @submit=${(event: SubmitEvent) => {
            event.preventDefault();
            const input = (event.target as HTMLFormElement).elements.namedItem('answer') as HTMLInputElement;
            answer(input.validity.valid ? input.value : '');
          }}
        >
          <input
            name="answer"
            type="number"
            inputmode="decimal"
            required
            min=${least ?? nothing}
            max=${most ?? nothing}
            step=${question.step}
            aria-labelledby="film-ask"
            aria-invalid=${state === 'wrong' ? 'true' : nothing}
            aria-describedby=${state === 'wrong' ? 'film-wrong' : nothing}
          />
          ${question.unit ? html`<span>${question.unit}</span>` : nothing}
          <button type="submit" class="film-go" ?disabled=${busy}>${words.send}</button>
        </form>`
      : kind === 'rating'
        ? html`<div class="film-rates" role="group" aria-labelledby="film-ask">
              ${steps.map((each) => one(String(each), String(each), ends(each)))}
            </div>
            <p class="film-ends" aria-hidden="true"><span>${question.least_text}</span><span>${question.most_text}</span></p>`
        : html`<div class="film-options" role="group" aria-labelledby="film-ask">
            ${question.options.map((each) => one(each.value, each.text))}
          </div>`;
  const done = state === 'done';
  return html`<div class="film-ask" role="group" aria-labelledby="film-ask">
    <p id="film-ask" class="film-question" tabindex="-1">${done ? question.thanks || words.thanks : text}</p>
    ${done ? nothing : body}
    ${state === 'wrong' ? html`<p id="film-wrong" role="alert">${words.wrong}</p>` : nothing}
    ${state === 'failed' ? html`<p role="alert">${words.unsent}</p>` : nothing}
    ${done || question.optional || state === 'failed'
      ? html`<button type="button" class="film-skip" @click=${leave}>${done ? words.go_on : words.skip}</button>`
      : nothing}
  </div>`;
};
