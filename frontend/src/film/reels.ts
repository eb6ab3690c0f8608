// A film while it plays: what is noticed of every picture, and what comes after the last one.

import { ask, closeQuestion, gateBefore, insists } from './asking';
import { goBack, leaveBranch, playBranch } from './branches';
import { findTrack } from './captions';
import { END, RETURN, type Reel } from './data';
import type { Player } from './player';
import { spotsAt } from './spots';
import { look, moveDot } from './view';

const MANY = 3;

/** Listens to a film's own element, as long as it is the one that is seen. */
export const wire = (it: Player, reel: Reel): void => {
  const { video } = reel;
  const on = (names: string, react: () => void): void => {
    for (const name of names.split(' ')) {
      video.addEventListener(name, () => {
        if (it.top === reel) react();
      });
    }
  };
  const { classList } = it.box;
  video.controls = false;
  video.playbackRate = it.speed;
  // A source tells of its failure itself, and its events don't bubble. Before anybody wants to watch there is nothing to tell.
  const broke = (): void => {
    it.broken = true;
    if (it.top === reel && it.state !== 'waiting') it.fail();
  };
  video.addEventListener('error', broke, true);
  on('play', () => {
    if (insists(it)) return video.pause();
    if (it.asking) closeQuestion(it, false);
    if (it.state !== 'playing') it.show('playing');
    it.stir();
    look(it);
    watch(it);
  });
  on('pause seeked timeupdate', () => {
    if (!it.asking) notice(it);
    look(it);
  });
  on('volumechange durationchange ratechange', () => look(it));
  on('seeking', () => {
    // Also what the system's own controls do: what must be answered can't be passed over by them either.
    const held = insists(it);
    const { currentTime } = video;
    if (held && Math.abs(currentTime - held.at_s) > 0.1) video.currentTime = held.at_s;
    else if (!it.asking && gateBefore(it, currentTime)) it.seek(currentTime);
    else it.last = currentTime - 0.001;
  });
  on('waiting', () => classList.add('slow'));
  on('playing canplay pause', () => classList.remove('slow'));
  on('ended', () => finish(it));
  const track = findTrack(video);
  if (track) {
    track.mode = it.captions ? 'hidden' : 'disabled';
    track.addEventListener('cuechange', () => look(it));
  }
  for (const element of video.querySelectorAll('track')) element.addEventListener('load', () => look(it));
};

let timer = 0;

/** Looks at every picture while the film plays: what can be touched comes and goes, questions are due. */
const watch = (it: Player): void => {
  cancelAnimationFrame(timer);
  const step = (): void => {
    notice(it);
    moveDot(it);
    if (!it.video.paused && !it.video.ended) timer = requestAnimationFrame(step);
  };
  timer = requestAnimationFrame(step);
};

const notice = (it: Player): void => {
  const { top, video, shown, last, words } = it;
  const now = video.currentTime;
  const due = top.questions.find((each) => !it.asked.has(each) && each.at_s > last && each.at_s <= now);
  it.last = now;
  if (due) return ask(it, due);
  // What has the focus is never taken away: the film waits.
  const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.spot : '';
  const spot = held ? shown.find((each) => each.id === held) : undefined;
  if (spot && now > spot.to_s && now < spot.to_s + 1 && !video.paused) {
    video.pause();
    video.currentTime = spot.to_s;
    return;
  }
  const there = spotsAt(top.hotspots, now);
  if (there.length === shown.length && there.every((each, index) => each === shown[index])) return;
  const fresh = there.filter((each) => !it.named.has(each));
  for (const each of fresh) it.named.add(each);
  if (fresh.length > MANY) it.said = (words.spots_many ?? '').replace('%count', String(fresh.length));
  else if (fresh.length > 0) it.said = (words.spots ?? '').replace('%labels', fresh.map((each) => each.label).join(', '));
  it.shown = there;
  look(it);
};

/** What comes after the end of what plays. */
export const finish = (it: Player): void => {
  const { top, main } = it;
  const due = top.questions.find((each) => !it.asked.has(each) && each.at_s >= it.last - 0.3);
  if (due) return ask(it, due);
  if (top === main || top.next === END) return it.end();
  if (top.next === RETURN) return goBack(it);
  leaveBranch(it, it.reels.length - 2);
  playBranch(it, top.next);
};
