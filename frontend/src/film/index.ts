// <sd-film>: the film with controls of its own, and what can be touched in it.
//
// Inside stand a `.film-stage` with the native <video controls>, which plays without any of this; the data as JSON;
// and a <template> with the ways on when the film has ended.

import { find } from '../dom';
import { joinAt, leaveBranch } from './branches';
import type { FilmData } from './data';
import { listen } from './gestures';
import { offerJumps, wireButtons } from './jumps';
import { Player } from './player';
import { chooseSource, frugal } from './quality';
import { wire } from './reels';
import { followTranscript } from './transcript';
import { look } from './view';

class SdFilm extends HTMLElement {
  connectedCallback(): void {
    const stage = find(this, '.film-stage', HTMLElement);
    const video = stage && find(stage, 'video', HTMLVideoElement);
    const data = find(this, 'script[type="application/json"]', HTMLElement)?.textContent;
    if (!stage || !video || !data || this.classList.contains('ready')) return;
    const player = new Player(this, stage, video, JSON.parse(data) as FilmData);
    this.classList.add('ready');
    this.style.setProperty('--ratio', String(video.width / video.height));
    this.append(player.root);
    wire(player, player.main);
    chooseSource(video, this.clientWidth, '');
    // The page comes first: its film is looked at when everything else is there, where the net allows.
    const prepare = (): void => {
      if (video.preload === 'none') video.preload = 'metadata';
    };
    if (!frugal()) addEventListener('load', prepare);
    listen(player);
    const seek = (seconds: number): void => {
      leaveBranch(player, 0);
      player.playFrom(seconds);
      this.scrollIntoView({ block: 'nearest' });
    };
    followTranscript(video, seek, (branch) => joinAt(player, { branch, at_s: 0 }));
    offerJumps(player.data.jumps, player.words.jump ?? '', (jump) => joinAt(player, jump));
    wireButtons((jump) => joinAt(player, jump));
    look(player);
  }
}

customElements.define('sd-film', SdFilm);
