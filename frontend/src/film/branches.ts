// Branches: other films that play over the film, which waits where it is.

import type { Branch, Jump } from './data';
import type { Player } from './player';
import { closeQuestion } from './asking';
import { wire } from './reels';
import { spotsAt } from './spots';

export const playBranch = (it: Player, key: string): void => {
  const branch = it.data.branches.find((each) => each.key === key);
  if (!branch) return;
  it.video.pause();
  if (it.asking) closeQuestion(it, false);
  const reel = { ...branch, next: branch.then, video: videoOf(branch, it.main.video) };
  it.reels.push(reel);
  it.shown = [];
  it.last = -1;
  it.stage.append(reel.video);
  wire(it, reel);
  it.said = branch.title;
  it.show('playing');
  it.play();
};

/** Drops branches until `depth` of them are left. */
export const leaveBranch = (it: Player, depth: number): void => {
  while (it.reels.length > depth + 1) {
    if (it.asking) closeQuestion(it, false);
    const reel = it.reels.pop();
    reel?.video.pause();
    reel?.video.remove();
    it.last = it.video.currentTime;
    it.shown = spotsAt(it.top.hotspots, it.last);
    it.panel = '';
  }
};

/** Back to where the branch was entered, which goes on. */
export const goBack = (it: Player): void => {
  leaveBranch(it, it.reels.length - 2);
  const { main, top, video } = it;
  it.said = top.title;
  if (top === main && (video.ended || video.currentTime > main.duration_s - 0.2)) return it.end();
  it.show('playing');
  it.play();
};

/** From the page into the film, or into a branch of it. */
export const joinAt = (it: Player, { branch, at_s }: Pick<Jump, 'branch' | 'at_s'>): void => {
  leaveBranch(it, 0);
  it.box.scrollIntoView({ block: 'nearest' });
  if (branch) playBranch(it, branch);
  else it.playFrom(at_s);
  it.focus('.film-buttons button');
};

const videoOf = (branch: Branch, like: HTMLVideoElement): HTMLVideoElement => {
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
