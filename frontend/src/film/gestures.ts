// Keys, taps and the pointer.

import { leaveQuestion } from './asking';
import { goBack } from './branches';
import { findTrack } from './captions';
import { canFill, closePanel, isFull, openPanel, setSpeed, setVolume, toggleCaptions, toggleFull, toggleSound } from './controls';
import { keyAction } from './keys';
import { SPEEDS } from './panels';
import type { Player } from './player';
import { look } from './view';

const DOUBLE_MS = 350;

export const listen = (it: Player): void => {
  const { box, stage } = it;
  box.addEventListener('keydown', (event) => onKey(it, event));
  let tapped = { at: 0, side: 0 };
  stage.addEventListener('click', (event) => {
    if (it.asking) return;
    if (it.panel) return closePanel(it);
    if (it.state !== 'playing') return it.begin();
    if (!(event instanceof PointerEvent && event.pointerType === 'touch')) {
      if (event.detail === 2 && canFill(it)) toggleFull(it);
      return it.toggle();
    }
    const { left, width } = stage.getBoundingClientRect();
    const share = (event.clientX - left) / width;
    const side = share < 0.4 ? -1 : share > 0.6 ? 1 : 0;
    const twice = event.timeStamp - tapped.at < DOUBLE_MS && side === tapped.side;
    tapped = { at: event.timeStamp, side };
    if (twice && side) return nudge(it, side * 10);
    if (twice) return it.toggle();
    // One tap shows the controls, or puts them away.
    if (box.classList.contains('resting') || it.video.paused) it.stir();
    else box.classList.add('resting');
  });
  box.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse') it.stir();
  });
  box.addEventListener('pointerleave', (event) => {
    if (event.pointerType === 'mouse' && !it.video.paused && !it.panel && !it.asking) box.classList.add('resting');
  });
  box.addEventListener('focusin', () => it.stir());
  document.addEventListener('fullscreenchange', () => look(it));
};

let timer = 0;

/** Some seconds back or on, and says so over the picture. */
const nudge = (it: Player, seconds: number): void => {
  const { dataset } = it.box;
  it.seek(it.video.currentTime + seconds);
  dataset.nudge = seconds < 0 ? `−${-seconds}` : `+${seconds}`;
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    delete dataset.nudge;
  }, 600);
  it.stir();
};

const onKey = (it: Player, event: KeyboardEvent): void => {
  it.stir();
  if (event.key === 'Escape' && !isFull(it)) {
    if (it.panel) closePanel(it);
    else if (it.asking?.question.optional) leaveQuestion(it);
    else if (it.reels.length > 1) goBack(it);
    else return;
    return event.preventDefault();
  }
  const found = it.asking ? undefined : keyAction(event);
  if (!found) return;
  event.preventDefault();
  const { video } = it;
  const [what, by] = found;
  if (what === 'toggle') it.toggle();
  else if (what === 'by') nudge(it, by);
  else if (what === 'share') it.seek(by * it.length);
  else if (what === 'volume') setVolume(it, (video.muted ? 0 : video.volume) + by);
  else if (what === 'mute') toggleSound(it);
  else if (what === 'captions' && findTrack(video)) toggleCaptions(it);
  else if (what === 'full' && canFill(it)) toggleFull(it);
  else if (what === 'keys' && it.state === 'playing') openPanel(it, 'settings');
  else if (what === 'speed') {
    const next = Math.min(SPEEDS.length - 1, Math.max(0, SPEEDS.indexOf(it.speed) + by));
    setSpeed(it, SPEEDS[next] ?? 1);
  }
};
