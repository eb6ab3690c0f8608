// What is seen of the player, made anew from what it knows.

import { findAll } from '../dom';
import { html, nothing, render, type TemplateResult } from '../lit';
import { openPlace } from '../places';
import { answer, leaveQuestion } from './asking';
import { bar, chapterAt, clock, icon } from './bar';
import { goBack, leaveBranch, playBranch } from './branches';
import { captionsOf, findTrack } from './captions';
import { canFill, closePanel, isFull, leaveFull, openPanel, setQuality, setSpeed, setVolume, toggleCaptions, toggleFull, toggleSound } from './controls';
import type { Action } from './data';
import { chapterPanel, questionCard, settingsPanel } from './panels';
import type { Player } from './player';
import { qualitiesOf } from './quality';
import { layOut, spotLayer } from './spots';

export const look = (it: Player): void => {
  const { words, state, top, video, panel, box, root } = it;
  const playing = state === 'playing';
  const close = (): void => closePanel(it);
  const pick = (seconds: number): void => {
    close();
    it.playFrom(seconds);
  };
  render(
    html`
      ${state === 'waiting' ? nothing : spotLayer(it.shown, (action, event) => touch(it, action, event))}
      ${it.captions && playing ? html`<div class="film-words" aria-hidden="true"><span>${captionsOf(video)}</span></div>` : nothing}
      ${playing && it.reels.length > 1
        ? html`<button type="button" class="film-back" @click=${() => goBack(it)}>${icon('back')} ${words.back}</button>`
        : nothing}
      ${state === 'waiting' ? html`${pill(it, 'play', words.watch)}${segments(it)}` : nothing}
      ${state === 'ended' ? html`<div class="film-ways">${pill(it, 'again', words.again)}${it.ways}</div>` : nothing}
      ${it.failed
        ? html`<div class="film-failed" role="alert"><p>${words.failed}</p><button type="button" @click=${() => it.retry()}>${words.retry}</button></div>`
        : nothing}
      ${playing ? controls(it) : nothing}
      ${panel === 'chapters' ? chapterPanel(words, top.chapters, video.currentTime, pick, close) : nothing}
      ${panel === 'settings'
        ? settingsPanel(words, it.speed, (each) => setSpeed(it, each), qualitiesOf(it.main.video), it.quality, (each) => setQuality(it, each), close)
        : nothing}
      ${it.asking ? questionCard(words, it.asking, (value) => answer(it, value), () => leaveQuestion(it)) : nothing}
      <p class="hidden" role="status">${it.said}</p>
    `,
    root,
  );
  layOut(root, it.shown);
  const { classList } = box;
  classList.toggle('waiting', !playing);
  classList.toggle('ended', state === 'ended');
  classList.toggle('paused', playing && video.paused);
  moveDot(it);
  findAll(root, '.film-line > i', HTMLElement).forEach((tick, index) => {
    tick.style.left = `${((top.chapters[index + 1]?.[0] ?? 0) / it.length) * 100}%`;
  });
};

export const moveDot = (it: Player): void =>
  it.box.style.setProperty('--at', String(Math.min(1, it.video.currentTime / (it.length || 1))));

const pill = (it: Player, shape: 'play' | 'again', label = ''): TemplateResult =>
  html`<button class="watch" type="button" @click=${() => it.begin()}>${icon(shape)} ${label}</button>`;

/** The chapters as a line below the poster; how broad each is hangs on the film and is set when they are there. */
const segments = (it: Player): unknown => {
  const { chapters, duration_s } = it.main;
  if (chapters.length < 2) return nothing;
  queueMicrotask(() =>
    findAll(it.root, '.segments button', HTMLElement).forEach((button, index) => {
      const length = (chapters[index + 1]?.[0] ?? duration_s) - (chapters[index]?.[0] ?? 0);
      button.style.flexGrow = String(Math.max(0.5, length));
    }),
  );
  return html`<div class="segments" role="group" aria-label=${it.words.chapters}>
    ${chapters.map(
      ([at, title]) => html`<button type="button" aria-label="${clock(at)} ${title}" title=${title} @click=${() => it.playFrom(at)}><span></span></button>`,
    )}
  </div>`;
};

const controls = (it: Player): TemplateResult => {
  const { video, top, length, box, root } = it;
  return bar(
    {
      words: it.words,
      now: video.currentTime,
      length,
      chapters: top.chapters,
      paused: video.paused,
      muted: video.muted || video.volume === 0,
      volume: video.volume,
      captions: findTrack(video) ? it.captions : null,
      panel: it.panel,
      full: canFill(it) ? isFull(it) : null,
    },
    {
      toggle: () => it.toggle(),
      seek: (seconds) => it.seek(seconds),
      hover: ({ clientX, currentTarget }) => {
        const { left, width } = (currentTarget as HTMLElement).getBoundingClientRect();
        const share = Math.min(1, Math.max(0, (clientX - left) / width));
        const at = share * length;
        const title = top.chapters[chapterAt(top.chapters, at)]?.[1];
        for (const tip of findAll(root, '.film-tip', HTMLElement)) tip.textContent = title ? `${clock(at)} · ${title}` : clock(at);
        box.style.setProperty('--hover', String(share));
      },
      sound: () => toggleSound(it),
      volume: (volume) => setVolume(it, volume),
      captions: () => toggleCaptions(it),
      panel: (name) => openPanel(it, name),
      full: () => toggleFull(it),
    },
  );
};

/** What a touch of a hotspot does. */
const touch = (it: Player, { do: what, target, href = '', at_s = 0 }: Action, event: Event): void => {
  if (what === 'play') return playBranch(it, target);
  if (what === 'seek') {
    leaveBranch(it, 0);
    return it.playFrom(at_s);
  }
  it.video.pause();
  if (what === 'link' && !href.startsWith('#')) return;
  event.preventDefault();
  void leaveFull(it).then(() => openPlace(what === 'link' ? href.slice(1) : target));
};
