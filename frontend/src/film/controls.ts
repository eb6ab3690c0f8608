// What the buttons of the bar and its panels do.

import { findTrack } from './captions';
import type { Player } from './player';
import { chooseSource } from './quality';
import { look } from './view';

type Whole = HTMLElement & { webkitRequestFullscreen?: () => void };
type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void; webkitSupportsFullscreen?: boolean };

export const closePanel = (it: Player): void => {
  const held = it.root.querySelector('.film-panel')?.contains(document.activeElement);
  const opener = it.panel;
  it.panel = '';
  look(it);
  if (held) it.focus(`.film-${opener}`);
};

export const openPanel = (it: Player, name: string): void => {
  if (it.panel === name) return closePanel(it);
  it.panel = name;
  look(it);
  it.focus('.film-panel :is([aria-current], input:checked)', '.film-close');
};

export const setSpeed = (it: Player, speed: number): void => {
  it.speed = speed;
  for (const { video } of it.reels) video.playbackRate = speed;
  look(it);
};

export const setQuality = (it: Player, quality: string): void => {
  it.quality = quality;
  chooseSource(it.main.video, it.box.clientWidth, quality);
  look(it);
};

export const toggleCaptions = (it: Player): void => {
  it.captions = !it.captions;
  for (const { video } of it.reels) {
    const track = findTrack(video);
    if (track) track.mode = it.captions ? 'hidden' : 'disabled';
  }
  look(it);
};

export const setVolume = (it: Player, volume: number): void => {
  for (const { video } of it.reels) {
    video.volume = Math.min(1, Math.max(0, volume));
    video.muted = volume <= 0;
  }
};

export const toggleSound = (it: Player): void => {
  const quiet = it.video.muted || it.video.volume === 0;
  if (quiet && it.video.volume === 0) setVolume(it, 0.5);
  for (const { video } of it.reels) video.muted = !quiet;
};

export const isFull = (it: Player): boolean => document.fullscreenElement === it.box;

export const canFill = ({ box, main }: Player): boolean =>
  document.fullscreenEnabled || 'webkitRequestFullscreen' in box || !!(main.video as PhoneVideo).webkitSupportsFullscreen;

/** Fills the screen, or no longer; on phones that let only films do so, with the system's own controls. */
export const toggleFull = (it: Player): void => {
  const box: Whole = it.box;
  if (isFull(it)) void document.exitFullscreen();
  else if (document.fullscreenEnabled) void box.requestFullscreen().catch(() => undefined);
  else if (box.webkitRequestFullscreen) box.webkitRequestFullscreen();
  else (it.video as PhoneVideo).webkitEnterFullscreen?.();
};

export const leaveFull = (it: Player): Promise<void> => (isFull(it) ? document.exitFullscreen() : Promise.resolve());
