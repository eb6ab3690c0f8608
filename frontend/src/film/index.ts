// <sd-film>: the film with controls of its own, and what can be touched in it.
//
// Inside stand a `.film-stage` with the native <video controls>, which plays without any of this; the data as JSON;
// and a <template> with the ways on when the film has ended.

import { find, findAll } from '../dom';
import { html, nothing, render } from '../lit';
import { openPlace } from '../places';
import { posting, send } from '../sending';
import { type BarActions, bar, chapterAt, clock, icon } from './bar';
import { captionsOf, findTrack } from './captions';
import { type Action, type Branch, END, type FilmData, type Hotspot, type Jump, type Question, RETURN, type Reel } from './data';
import { offerJumps, wireButtons } from './jumps';
import { keyAction } from './keys';
import { type Asking, chapterPanel, questionCard, SPEEDS, settingsPanel } from './panels';
import { chooseSource, frugal, qualitiesOf } from './quality';
import { layOut, spotLayer, spotsAt } from './spots';
import { followTranscript } from './transcript';

const REST_MS = 2500;
const DOUBLE_MS = 350;
const MANY = 3;

type Full = HTMLElement & { webkitRequestFullscreen?: () => void };
type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void; webkitSupportsFullscreen?: boolean };

class SdFilm extends HTMLElement {
  connectedCallback(): void {
    const stage = find(this, '.film-stage', HTMLElement);
    const video = stage && find(stage, 'video', HTMLVideoElement);
    const data = find(this, 'script[type="application/json"]', HTMLElement)?.textContent;
    if (stage && video && data && !this.classList.contains('ready')) start(this, stage, video, JSON.parse(data) as FilmData);
  }
}

const start = (box: HTMLElement, stage: HTMLElement, video: HTMLVideoElement, data: FilmData): void => {
  const { words } = data;
  const main: Reel = { ...data, key: '', title: words.film ?? '', next: END, video };
  const reels: Reel[] = [main];
  const top = (): Reel => reels[reels.length - 1] ?? main;
  const root = document.createElement('div');
  root.className = 'film-over';
  const ways = find(box, 'template', HTMLTemplateElement)?.content;
  const asked = new Set<Question>();
  const named = new Set<Hotspot>();
  let state: 'waiting' | 'playing' | 'ended' = 'waiting';
  let panel = '';
  let asking: (Asking & { reel: Reel }) | null = null;
  let captions = false;
  let speed = 1;
  let quality = '';
  let said = '';
  let failed = false;
  let broken = false;
  let shown: Hotspot[] = [];
  let last = -1;
  let touched = 0;
  let restTimer = 0;
  let lookTimer = 0;
  let sized = 0;

  // --- What is shown -------------------------------------------------------------------------------------------

  const full = (): boolean => document.fullscreenElement === box;
  const length = (reel: Reel): number => (Number.isFinite(reel.video.duration) ? reel.video.duration : reel.duration_s);
  const canFill = (): boolean =>
    document.fullscreenEnabled || 'webkitRequestFullscreen' in box || !!(video as PhoneVideo).webkitSupportsFullscreen;

  const look = (): void => {
    const reel = top();
    const now = reel.video.currentTime;
    const playing = state === 'playing';
    const pill = (label: string): unknown => html`<button class="watch" type="button" @click=${begin}>${icon(state === 'ended' ? 'again' : 'play')} ${label}</button>`;
    render(
      html`
        ${playing || state === 'ended' ? spotLayer(shown, touch) : nothing}
        ${captions && playing ? html`<div class="film-words" aria-hidden="true"><span>${captionsOf(reel.video)}</span></div>` : nothing}
        ${playing && reels.length > 1
          ? html`<button type="button" class="film-back" @click=${leaveBranch}>${icon('back')} ${words.back}</button>`
          : nothing}
        ${state === 'waiting' ? html`${pill(words.watch ?? '')}${segments()}` : nothing}
        ${state === 'ended' ? html`<div class="film-ways">${pill(words.again ?? '')}${ways}</div>` : nothing}
        ${failed
          ? html`<div class="film-failed" role="alert"><p>${words.failed}</p><button type="button" @click=${retry}>${words.retry}</button></div>`
          : nothing}
        ${playing
          ? bar(
              {
                words,
                now,
                length: length(reel),
                chapters: reel.chapters,
                paused: reel.video.paused,
                ended: false,
                muted: reel.video.muted || reel.video.volume === 0,
                volume: reel.video.volume,
                captions: findTrack(reel.video) ? captions : null,
                panel,
                full: canFill() ? full() : null,
              },
              actions,
            )
          : nothing}
        ${panel === 'chapters' ? chapterPanel(words, reel.chapters, now, pick, closePanel) : nothing}
        ${panel === 'settings'
          ? settingsPanel(words, speed, setSpeed, qualitiesOf(main.video), quality, setQuality, closePanel)
          : nothing}
        ${asking ? questionCard(words, asking, answer, leaveQuestion) : nothing}
        <p class="hidden" role="status">${said}</p>
      `,
      root,
    );
    layOut(root, shown);
    box.classList.toggle('waiting', state !== 'playing');
    box.classList.toggle('ended', state === 'ended');
    box.classList.toggle('paused', playing && reel.video.paused);
    box.classList.toggle('asking', !!asking);
    moveDot();
    placeTicks(reel);
  };

  const segments = (): unknown =>
    main.chapters.length > 1
      ? html`<div class="segments" role="group" aria-label=${words.chapters}>
          ${main.chapters.map(
            ([at, title]) => html`<button type="button" aria-label="${clock(at)} ${title}" title=${title} @click=${() => playFrom(at)}><span></span></button>`,
          )}
        </div>`
      : nothing;

  /** Sizes that hang on the film, once it is known which one is shown. */
  const placeTicks = (reel: Reel): void => {
    findAll(root, '.film-line > i', HTMLElement).forEach((tick, index) => {
      tick.style.left = `${((reel.chapters[index + 1]?.[0] ?? 0) / length(reel)) * 100}%`;
    });
    findAll(root, '.segments button', HTMLElement).forEach((button, index) => {
      const ends = main.chapters[index + 1]?.[0] ?? main.duration_s;
      button.style.flexGrow = String(Math.max(0.5, ends - (main.chapters[index]?.[0] ?? 0)));
    });
  };

  const moveDot = (): void => {
    const reel = top();
    box.style.setProperty('--at', String(Math.min(1, reel.video.currentTime / (length(reel) || 1))));
  };

  const tell = (text: string): void => {
    said = text;
  };

  /** Controls are there while somebody uses them. */
  const stir = (): void => {
    touched = performance.now();
    box.classList.remove('resting');
    clearTimeout(restTimer);
    restTimer = window.setTimeout(rest, REST_MS);
  };
  const rest = (): void => {
    const held = root.querySelector('.film-bar :focus-visible, .film-back:focus-visible');
    const busy = top().video.paused || panel || asking || held || performance.now() - touched < REST_MS - 50;
    if (busy) restTimer = window.setTimeout(rest, REST_MS);
    else box.classList.add('resting');
  };

  // --- Playing -------------------------------------------------------------------------------------------------

  const play = (): void => {
    if (asking) return;
    failed = false;
    const { video: current } = top();
    current.play().catch((caught: unknown) => {
      // A browser that refuses to play by itself leaves it to the button; a file that is not there is told.
      if (caught instanceof DOMException && caught.name === 'NotSupportedError') fail();
    });
  };
  const fail = (): void => {
    failed = true;
    look();
  };
  const retry = (): void => {
    const { video: current } = top();
    const at = current.currentTime;
    broken = false;
    current.load();
    current.currentTime = at;
    play();
    look();
  };

  const begin = (): void => {
    const fresh = state === 'ended';
    show('playing');
    if (fresh) seek(0);
    if (broken) retry();
    else play();
  };
  const show = (next: typeof state): void => {
    const held = root.contains(document.activeElement);
    state = next;
    stir();
    look();
    // The button that was pressed is gone: the focus goes on to what stands in its place.
    if (held && !root.contains(document.activeElement))
      find(root, next === 'playing' ? '.film-buttons button' : '.watch', HTMLElement)?.focus({ preventScroll: true });
  };

  const gateBefore = (reel: Reel, seconds: number): Question | undefined =>
    reel.questions.find((each) => !each.optional && !asked.has(each) && each.at_s < seconds);
  const seek = (seconds: number): void => {
    const reel = top();
    const wanted = Math.min(Math.max(0, seconds), Math.max(0, length(reel) - 0.05));
    // What must be answered can't be passed over.
    if (state !== 'playing') show('playing');
    if (asking) closeQuestion(false);
    const gate = gateBefore(reel, wanted);
    reel.video.currentTime = gate ? gate.at_s : wanted;
    if (gate) ask(gate);
    look();
  };
  const playFrom = (seconds: number): void => {
    seek(seconds);
    play();
  };
  const pick = (seconds: number): void => {
    closePanel();
    playFrom(seconds);
  };
  const toggle = (): void => {
    if (state !== 'playing') begin();
    else if (top().video.paused) play();
    else top().video.pause();
  };

  const wire = (reel: Reel): void => {
    const { video: it } = reel;
    const on = (names: string, react: () => void): void => {
      for (const name of names.split(' ')) {
        it.addEventListener(name, () => {
          if (top() === reel) react();
        });
      }
    };
    it.controls = false;
    it.playbackRate = speed;
    // Before anybody wants to watch there is nothing to tell.
    it.addEventListener('error', () => {
      broken = true;
      if (top() === reel && state !== 'waiting') fail();
    }, true);
    on('play', () => {
      if (asking) {
        if (!asking.question.optional) return it.pause();
        closeQuestion(false);
      }
      if (state !== 'playing') show('playing');
      stir();
      look();
      watch();
    });
    on('pause seeked timeupdate', () => {
      if (!asking) notice(reel, it.currentTime);
      look();
    });
    on('volumechange durationchange ratechange', look);
    on('seeking', () => {
      // Also what the system's own controls do; what must be answered can't be passed over by them either.
      const insists = asking && !asking.question.optional && asking.state !== 'done' ? asking.question : null;
      if (insists && Math.abs(it.currentTime - insists.at_s) > 0.1) it.currentTime = insists.at_s;
      else if (!asking && gateBefore(reel, it.currentTime)) seek(it.currentTime);
      else last = it.currentTime - 0.001;
    });
    on('waiting', () => box.classList.add('slow'));
    on('playing canplay pause', () => box.classList.remove('slow'));
    on('ended', finish);
    const track = findTrack(it);
    track?.addEventListener('cuechange', () => top() === reel && look());
    for (const element of it.querySelectorAll('track')) element.addEventListener('load', look);
    if (track) track.mode = captions ? 'hidden' : 'disabled';
  };

  /** Looks at every picture while the film plays: what can be touched comes and goes, questions are due. */
  const watch = (): void => {
    cancelAnimationFrame(lookTimer);
    const step = (): void => {
      const reel = top();
      notice(reel, reel.video.currentTime);
      moveDot();
      if (!reel.video.paused && !reel.video.ended) lookTimer = requestAnimationFrame(step);
    };
    lookTimer = requestAnimationFrame(step);
  };

  const notice = (reel: Reel, now: number): void => {
    const due = reel.questions.find((each) => !asked.has(each) && each.at_s > last && each.at_s <= now);
    last = now;
    if (due) return ask(due);
    // What has the focus is never taken away: the film waits.
    const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.spot : '';
    const spot = held ? reel.hotspots.find((each) => each.id === held) : undefined;
    if (spot && shown.includes(spot) && now > spot.to_s && now < spot.to_s + 1 && !reel.video.paused) {
      reel.video.pause();
      reel.video.currentTime = spot.to_s;
      return;
    }
    const there = spotsAt(reel.hotspots, now);
    if (there.length === shown.length && there.every((each, index) => each === shown[index])) return;
    const fresh = there.filter((each) => !named.has(each));
    for (const each of fresh) named.add(each);
    if (fresh.length > 0)
      tell(
        fresh.length > MANY
          ? (words.spots_many ?? '').replace('%count', String(fresh.length))
          : (words.spots ?? '').replace('%labels', fresh.map((each) => each.label).join(', ')),
      );
    shown = there;
    look();
  };

  const finish = (): void => {
    const reel = top();
    const due = reel.questions.find((each) => !asked.has(each) && each.at_s >= last - 0.3);
    if (due) return ask(due);
    if (reel === main) return end();
    const { next } = reel;
    if (next === RETURN) return leaveBranch();
    dropBranch();
    if (next === END) return end();
    playBranch(next);
  };
  const end = (): void => {
    while (reels.length > 1) dropBranch();
    panel = '';
    shown = spotsAt(main.hotspots, Math.max(main.video.currentTime, main.duration_s));
    tell(words.ended ?? '');
    show('ended');
  };

  // --- Branches ------------------------------------------------------------------------------------------------

  const playBranch = (key: string): void => {
    const branch = data.branches.find((each) => each.key === key);
    if (!branch) return;
    top().video.pause();
    if (asking) closeQuestion(false);
    const reel: Reel = { ...branch, next: branch.then, video: branchVideo(branch, video) };
    reels.push(reel);
    shown = [];
    last = -1;
    stage.append(reel.video);
    wire(reel);
    tell(branch.title);
    show('playing');
    play();
  };
  const dropBranch = (): void => {
    const reel = reels.length > 1 ? reels.pop() : undefined;
    if (!reel) return;
    if (asking?.reel === reel) closeQuestion(false);
    reel.video.pause();
    reel.video.remove();
    last = top().video.currentTime;
    shown = spotsAt(top().hotspots, last);
    panel = '';
  };
  const leaveBranch = (): void => {
    dropBranch();
    const { video: current } = top();
    current.playbackRate = speed;
    tell(top().title);
    if (current.ended || (top() === main && current.currentTime > main.duration_s - 0.2)) return end();
    show('playing');
    play();
  };

  // --- Touching ------------------------------------------------------------------------------------------------

  const touch = (action: Action, event: Event): void => {
    const reel = top();
    if (action.do === 'play') return playBranch(action.target);
    if (action.do === 'seek') {
      while (reels.length > 1) dropBranch();
      return playFrom(action.at_s);
    }
    reel.video.pause();
    if (action.do === 'link') {
      if (!action.href.startsWith('#')) return;
      event.preventDefault();
      void leaveFull().then(() => openPlace(action.href.slice(1)));
      return;
    }
    void leaveFull().then(() => openPlace(action.target));
  };

  const joinAt = (jump: Jump): void => {
    while (reels.length > 1) dropBranch();
    box.scrollIntoView({ block: 'nearest' });
    if (jump.branch) {
      if (state !== 'playing') show('playing');
      playBranch(jump.branch);
    } else {
      playFrom(jump.at_s);
    }
    find(root, '.film-buttons button', HTMLElement)?.focus({ preventScroll: true });
  };

  // --- Questions -----------------------------------------------------------------------------------------------

  let before: Element | null = null;
  const ask = (question: Question): void => {
    const reel = top();
    asked.add(question);
    reel.video.pause();
    before = document.activeElement;
    asking = { question, state: 'open', reel };
    panel = '';
    look();
    find(root, '.film-question', HTMLElement)?.focus({ preventScroll: true });
  };
  const closeQuestion = (goOn: boolean): void => {
    if (!asking) return;
    if (!asking.question.optional && asking.state !== 'done') asked.delete(asking.question);
    const held = root.contains(document.activeElement);
    asking = null;
    look();
    if (held) (before instanceof HTMLElement && before.isConnected && root.contains(before) ? before : find(root, '.film-buttons button', HTMLElement))?.focus({ preventScroll: true });
    if (!goOn) return;
    if (top().video.ended) finish();
    else play();
  };
  const leaveQuestion = (): void => {
    if (asking?.state === 'failed') asking.state = 'done';
    closeQuestion(true);
  };
  const answer = (value: string): void => {
    const current = asking;
    if (!current || current.state === 'sending') return;
    const set = (next: Asking['state']): void => {
      current.state = next;
      if (asking !== current) return;
      look();
      if (next === 'done') find(root, '.film-skip', HTMLElement)?.focus({ preventScroll: true });
    };
    if (!value) return set('wrong');
    const { id, form, text } = current.question;
    if (!posting()) {
      // Nothing can be sent from here: the reader's own mail program does it, and they see what it says.
      const said = current.question.options.find((each) => each.value === value)?.text ?? value;
      const link = document.createElement('a');
      link.href = `${data.mail}&body=${encodeURIComponent([text, said, '', data.reference].join('\r\n'))}`;
      link.click();
      return set('done');
    }
    set('sending');
    void send(form, { question: id, answer: value }).then((arrived) => set(arrived ? 'done' : 'failed'));
  };

  // --- Controls ------------------------------------------------------------------------------------------------

  const closePanel = (): void => {
    const held = root.querySelector('.film-panel')?.contains(document.activeElement);
    const opener = panel;
    panel = '';
    look();
    if (held) find(root, `.film-${opener}`, HTMLElement)?.focus({ preventScroll: true });
  };
  const openPanel = (name: string): void => {
    if (panel === name) return closePanel();
    panel = name;
    look();
    const chosen = find(root, '.film-panel :is([aria-current], input:checked)', HTMLElement);
    (chosen ?? find(root, '.film-close', HTMLElement))?.focus({ preventScroll: true });
  };
  const setSpeed = (next: number): void => {
    speed = next;
    for (const reel of reels) reel.video.playbackRate = next;
    look();
  };
  const setQuality = (next: string): void => {
    quality = next;
    chooseSource(main.video, box.clientWidth, next);
    look();
  };
  const setCaptions = (): void => {
    captions = !captions;
    for (const reel of reels) {
      const track = findTrack(reel.video);
      if (track) track.mode = captions ? 'hidden' : 'disabled';
    }
    look();
  };
  const setVolume = (next: number): void => {
    for (const reel of reels) {
      reel.video.volume = Math.min(1, Math.max(0, next));
      reel.video.muted = next <= 0;
    }
  };
  const setMuted = (): void => {
    const { video: current } = top();
    const quiet = current.muted || current.volume === 0;
    for (const reel of reels) reel.video.muted = !quiet;
    if (quiet && current.volume === 0) setVolume(0.5);
  };
  const fill = (): void => {
    if (full()) return void document.exitFullscreen();
    const whole = box as Full;
    const phone = top().video as PhoneVideo;
    if (document.fullscreenEnabled) void box.requestFullscreen().catch(() => undefined);
    else if (whole.webkitRequestFullscreen) whole.webkitRequestFullscreen();
    else phone.webkitEnterFullscreen?.();
  };
  const leaveFull = (): Promise<void> => (full() ? document.exitFullscreen() : Promise.resolve());

  const actions: BarActions = {
    toggle,
    seek,
    hover: (event) => {
      const line = event.currentTarget as HTMLElement;
      const { left, width } = line.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
      const reel = top();
      const at = share * length(reel);
      const title = reel.chapters[chapterAt(reel.chapters, at)]?.[1];
      const tip = find(root, '.film-tip', HTMLElement);
      if (tip) tip.textContent = title ? `${clock(at)} · ${title}` : clock(at);
      box.style.setProperty('--hover', String(share));
    },
    mute: setMuted,
    volume: setVolume,
    captions: setCaptions,
    panel: openPanel,
    full: fill,
  };

  const nudge = (seconds: number): void => {
    seek(top().video.currentTime + seconds);
    box.dataset.nudge = seconds < 0 ? `−${-seconds}` : `+${seconds}`;
    clearTimeout(sized);
    sized = window.setTimeout(() => delete box.dataset.nudge, 600);
    stir();
  };

  box.addEventListener('keydown', (event) => {
    stir();
    if (event.key === 'Escape' && !full()) {
      if (panel) closePanel();
      else if (asking?.question.optional) leaveQuestion();
      else if (reels.length > 1) leaveBranch();
      else return;
      return event.preventDefault();
    }
    if (asking) return;
    const found = keyAction(event);
    if (!found) return;
    event.preventDefault();
    const current = top().video;
    const [what, by] = found;
    if (what === 'toggle') toggle();
    else if (what === 'by') nudge(by);
    else if (what === 'share') seek(by * length(top()));
    else if (what === 'volume') setVolume((current.muted ? 0 : current.volume) + by);
    else if (what === 'mute') setMuted();
    else if (what === 'captions' && findTrack(current)) setCaptions();
    else if (what === 'full' && canFill()) fill();
    else if (what === 'keys' && state === 'playing') openPanel('settings');
    else if (what === 'speed') setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, SPEEDS.indexOf(speed as 1) + by))] ?? 1);
  });

  let tapped = { at: 0, side: 0 };
  stage.addEventListener('click', (event) => {
    if (asking) return;
    if (panel) return closePanel();
    const touchy = event instanceof PointerEvent && event.pointerType === 'touch';
    if (state !== 'playing') return begin();
    if (!touchy) {
      if (event.detail === 2 && canFill()) fill();
      return toggle();
    }
    const { left, width } = stage.getBoundingClientRect();
    const share = (event.clientX - left) / width;
    const side = share < 0.4 ? -1 : share > 0.6 ? 1 : 0;
    const twice = event.timeStamp - tapped.at < DOUBLE_MS && side === tapped.side;
    tapped = { at: event.timeStamp, side };
    if (twice && side) return nudge(side * 10);
    if (twice) return toggle();
    // One tap shows the controls, or puts them away.
    if (box.classList.contains('resting') || top().video.paused) stir();
    else box.classList.add('resting');
  });
  box.addEventListener('pointermove', (event) => event.pointerType === 'mouse' && stir());
  box.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'mouse' && !top().video.paused && !panel && !asking) box.classList.add('resting');
  });
  box.addEventListener('focusin', stir);
  document.addEventListener('fullscreenchange', look);

  // --- Beginning -----------------------------------------------------------------------------------------------

  box.classList.add('ready');
  box.style.setProperty('--ratio', String(video.width / video.height));
  box.append(root);
  wire(main);
  chooseSource(video, box.clientWidth, '');
  if (!frugal()) addEventListener('load', () => { if (video.preload === 'none') video.preload = 'metadata'; });
  followTranscript(main.video, (seconds) => {
    while (reels.length > 1) dropBranch();
    playFrom(seconds);
    box.scrollIntoView({ block: 'nearest' });
  }, (key) => joinAt({ place: '', title: '', branch: key, at_s: 0 }));
  offerJumps(data.jumps, words.jump ?? '', joinAt);
  wireButtons(joinAt);
  look();
};

const branchVideo = (branch: Branch, like: HTMLVideoElement): HTMLVideoElement => {
  const made = document.createElement('video');
  made.playsInline = true;
  made.volume = like.volume;
  made.muted = like.muted;
  made.width = like.width;
  made.height = like.height;
  made.setAttribute('aria-label', branch.title);
  made.className = 'film-branch';
  const source = document.createElement('source');
  source.src = branch.file;
  source.type = branch.media_type;
  made.append(source);
  if (branch.captions) {
    const track = document.createElement('track');
    track.kind = 'captions';
    track.src = branch.captions;
    track.srclang = document.documentElement.lang;
    made.append(track);
  }
  return made;
};

customElements.define('sd-film', SdFilm);
