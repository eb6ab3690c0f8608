// The controls, as templates: what they show is handed to them, what they do is told back.

import { html, nothing, type TemplateResult } from '../lit';
import type { Chapter } from './data';

export const ICONS = {
  play: 'M7.5 4.6v14.8c0 .6.7 1 1.2.7l11.2-7.4c.5-.3.5-1 0-1.4L8.7 3.9c-.5-.3-1.2 0-1.2.7z',
  pause: 'M7 4.5h3.4v15H7zM13.6 4.5H17v15h-3.4z',
  again: 'M5 12a7 7 0 1 0 2.2-5.1M4.5 4.2v3.6h3.6',
  sound: 'M4 9.5v5h3.4l4.6 4v-13l-4.6 4zM15.6 9.2a4 4 0 0 1 0 5.6M18.2 6.6a7.6 7.6 0 0 1 0 10.8',
  mute: 'M4 9.5v5h3.4l4.6 4v-13l-4.6 4zM16 9.6l4.8 4.8m0-4.8L16 14.4',
  captions: 'M5 5.5h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM7 14.5h5m2.5 0H17M7 11h2.5m2.5 0H17',
  chapters: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  settings: 'M4 7h9m5 0h2M15.5 4.5v5M4 17h2m5 0h9M8.5 14.5v5',
  full: 'M4 9.5V4h5.5M14.5 4H20v5.5M20 14.5V20h-5.5M9.5 20H4v-5.5',
  small: 'M9.5 4v5.5H4M20 9.5h-5.5V4M14.5 20v-5.5H20M4 14.5h5.5V20',
  back: 'M10.5 6l-6 6 6 6M5 12h15',
  close: 'M6 6l12 12M18 6L6 18',
} as const;

export const icon = (name: keyof typeof ICONS): TemplateResult =>
  html`<svg viewBox="0 0 24 24" class="icon-${name}" aria-hidden="true"><path d=${ICONS[name]}></path></svg>`;

export const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds + 0.001));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

/** The chapter that plays at an instant, as its number; -1 before the first. */
export const chapterAt = (chapters: readonly Chapter[], seconds: number): number =>
  chapters.findLastIndex(([start]) => start <= seconds + 0.05);

const button = (
  name: keyof typeof ICONS,
  label: string,
  keys: string,
  click: () => void,
  more: { pressed?: boolean; open?: boolean } = {},
): TemplateResult => html`<button
  type="button"
  class="film-${name}"
  aria-label=${label}
  title=${keys ? `${label} (${keys.toUpperCase()})` : label}
  aria-keyshortcuts=${keys || nothing}
  aria-pressed=${more.pressed ?? nothing}
  aria-expanded=${more.open ?? nothing}
  @click=${click}
>
  ${icon(name)}
</button>`;

export interface BarState {
  words: Record<string, string>;
  now: number;
  length: number;
  chapters: readonly Chapter[];
  paused: boolean;
  muted: boolean;
  volume: number;
  captions: boolean | null;
  panel: string;
  full: boolean | null;
}

export interface BarActions {
  toggle: () => void;
  seek: (seconds: number) => void;
  hover: (event: PointerEvent) => void;
  sound: () => void;
  volume: (value: number) => void;
  captions: () => void;
  panel: (name: string) => void;
  full: () => void;
}

const value = (event: Event): number => Number((event.target as HTMLInputElement).value);

export const bar = (is: BarState, act: BarActions): TemplateResult => {
  const { words, now, length } = is;
  const spoken = (words.of ?? '').replace('%now', clock(now)).replace('%whole', clock(length));
  const title = is.chapters[chapterAt(is.chapters, now)]?.[1];
  // Times run from left to right in every language, as on every player.
  return html`<div class="film-bar" dir="ltr">
    <div class="film-line">
      <div class="film-track"><div class="film-done"></div></div>
      ${is.chapters.slice(1).map(() => html`<i></i>`)}
      <input
        type="range"
        min="0"
        max=${length}
        step="any"
        .value=${String(now)}
        aria-label=${words.position}
        aria-valuetext=${title ? `${spoken}, ${title}` : spoken}
        @input=${(event: Event) => act.seek(value(event))}
        @pointermove=${act.hover}
      />
      <div class="film-dot"></div>
      <output class="film-tip" aria-hidden="true"></output>
    </div>
    <div class="film-buttons">
      ${button(is.paused ? 'play' : 'pause', words[is.paused ? 'play' : 'pause'] ?? '', 'k', act.toggle)}
      <span class="film-sound">
        ${button(is.muted ? 'mute' : 'sound', words[is.muted ? 'sound' : 'mute'] ?? '', 'm', act.sound)}
        <input
          type="range"
          class="film-volume"
          min="0"
          max="1"
          step="0.05"
          .value=${String(is.muted ? 0 : is.volume)}
          aria-label=${words.volume}
          @input=${(event: Event) => act.volume(value(event))}
        />
      </span>
      <span class="film-time" aria-hidden="true">${clock(now)} / ${clock(length)}</span>
      <span class="film-gap"></span>
      ${is.captions === null ? nothing : button('captions', words.captions ?? '', 'c', act.captions, { pressed: is.captions })}
      ${is.chapters.length > 1 ? button('chapters', words.chapters ?? '', '', () => act.panel('chapters'), { open: is.panel === 'chapters' }) : nothing}
      ${button('settings', words.settings ?? '', '', () => act.panel('settings'), { open: is.panel === 'settings' })}
      ${is.full === null ? nothing : button(is.full ? 'small' : 'full', words[is.full ? 'small' : 'full'] ?? '', 'f', act.full)}
    </div>
  </div>`;
};
