// What the parts of the player share: which film plays, what is shown of it, and how it goes on.

import { find } from '../dom';
import { ask, closeQuestion, gateBefore } from './asking';
import { leaveBranch } from './branches';
import { END, type FilmData, type Hotspot, type Question, type Reel } from './data';
import type { Asking } from './panels';
import { spotsAt } from './spots';
import { look } from './view';

export type State = 'waiting' | 'playing' | 'ended';

const REST_MS = 2500;

export class Player {
  /** The film, and over it the branches that were entered from it. */
  readonly reels: Reel[];
  readonly root = document.createElement('div');
  readonly words: Record<string, string>;
  /** What stands beside "watch again" at the end. */
  readonly ways: Node[];
  readonly asked = new Set<Question>();
  readonly named = new Set<Hotspot>();
  state: State = 'waiting';
  panel = '';
  asking: Asking | null = null;
  captions = false;
  speed = 1;
  quality = '';
  /** What is said to those who don't see the film. */
  said = '';
  failed = false;
  broken = false;
  /** The hotspots that are there. */
  shown: Hotspot[] = [];
  /** The instant that was looked at last: questions between it and now are due. */
  last = -1;
  #touched = 0;
  #timer = 0;

  constructor(
    readonly box: HTMLElement,
    readonly stage: HTMLElement,
    video: HTMLVideoElement,
    readonly data: FilmData,
  ) {
    this.words = data.words;
    this.reels = [{ ...data, key: '', title: data.words.film ?? '', next: END, video }];
    this.root.className = 'film-over';
    this.ways = [...(find(box, 'template', HTMLTemplateElement)?.content.children ?? [])];
  }

  get main(): Reel {
    return this.reels[0] as Reel;
  }

  get top(): Reel {
    return this.reels[this.reels.length - 1] as Reel;
  }

  get video(): HTMLVideoElement {
    return this.top.video;
  }

  get length(): number {
    const { video, duration_s } = this.top;
    return Number.isFinite(video.duration) ? video.duration : duration_s;
  }

  /** The focus goes to the first that there is of these. */
  focus(...selectors: string[]): void {
    for (const selector of selectors) {
      const found = find(this.root, selector, HTMLElement);
      if (found) return found.focus({ preventScroll: true });
    }
  }

  show(next: State): void {
    const held = this.root.contains(document.activeElement);
    this.state = next;
    this.stir();
    look(this);
    // The button that was pressed is gone: the focus goes on to what stands in its place.
    if (held && !this.root.contains(document.activeElement)) this.focus('.film-buttons button', '.watch');
  }

  play(): void {
    if (this.asking) return;
    this.failed = false;
    this.video.play().catch((caught: unknown) => {
      // A browser that refuses to play by itself leaves it to the button; a file that is not there is told.
      if (caught instanceof DOMException && caught.name === 'NotSupportedError') this.fail();
    });
  }

  toggle(): void {
    if (this.state !== 'playing') this.begin();
    else if (this.video.paused) this.play();
    else this.video.pause();
  }

  begin(): void {
    const again = this.state === 'ended';
    this.show('playing');
    if (again) this.seek(0);
    if (this.broken) this.retry();
    else this.play();
  }

  seek(seconds: number): void {
    const wanted = Math.min(Math.max(0, seconds), Math.max(0, this.length - 0.05));
    if (this.state !== 'playing') this.show('playing');
    if (this.asking) closeQuestion(this, false);
    // What must be answered can't be passed over.
    const gate = gateBefore(this, wanted);
    this.video.currentTime = gate ? gate.at_s : wanted;
    if (gate) ask(this, gate);
    look(this);
  }

  playFrom(seconds: number): void {
    this.seek(seconds);
    this.play();
  }

  fail(): void {
    this.failed = true;
    look(this);
  }

  retry(): void {
    const at = this.video.currentTime;
    this.broken = false;
    this.video.load();
    this.video.currentTime = at;
    this.play();
    look(this);
  }

  /** The film itself has come to its end. */
  end(): void {
    leaveBranch(this, 0);
    this.panel = '';
    this.shown = spotsAt(this.main.hotspots, Math.max(this.video.currentTime, this.main.duration_s));
    this.said = this.words.ended ?? '';
    this.show('ended');
  }

  /** Controls are there while somebody uses them. */
  stir(): void {
    this.#touched = performance.now();
    this.box.classList.remove('resting');
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#rest(), REST_MS);
  }

  #rest(): void {
    const held = this.root.querySelector('.film-bar :focus-visible, .film-back:focus-visible');
    const early = performance.now() - this.#touched < REST_MS - 50;
    if (this.video.paused || this.panel || this.asking || held || early)
      this.#timer = window.setTimeout(() => this.#rest(), REST_MS);
    else this.box.classList.add('resting');
  }
}
