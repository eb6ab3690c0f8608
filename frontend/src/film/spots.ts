// What can be touched in the picture: real links and buttons over it, at their place, only during their time.

import { html, nothing, type TemplateResult } from '../lit';
import type { Action, Hotspot } from './data';

const SLACK_S = 0.04;

/** The hotspots that are there at an instant, in the order of the tabs. */
export const spotsAt = (spots: readonly Hotspot[], seconds: number): Hotspot[] =>
  spots.filter((spot) => seconds >= spot.from_s - SLACK_S && seconds <= spot.to_s + SLACK_S);

/** An address that a link may have; anything else leads nowhere. */
const safe = (href: string): string => (/^(https?:|mailto:|tel:|sms:|[^:]*(?:[/?#]|$))/iu.test(href) ? href : '#');

export const spotLayer = (spots: readonly Hotspot[], act: (action: Action, event: Event) => void): TemplateResult =>
  html`<div class="film-spots">
    ${spots.map(({ id, kind, label, action }) => {
      const click = (event: Event): void => act(action, event);
      return action.do === 'link'
        ? html`<a class="film-spot spot-${kind}" data-spot=${id} href=${safe(action.href ?? '')} aria-label=${label} title=${label} @click=${click}></a>`
        : html`<button class="film-spot spot-${kind}" type="button" data-spot=${id} aria-label=${label} title=${kind === 'area' ? label : nothing} @click=${click}></button>`;
    })}
  </div>`;

/** Puts each at its area; through the CSSOM, since the page's policy forbids style attributes. */
export const layOut = (root: ParentNode, spots: readonly Hotspot[]): void => {
  const byId = new Map(spots.map((spot) => [spot.id, spot.area]));
  for (const node of root.querySelectorAll<HTMLElement>('.film-spot')) {
    const area = byId.get(node.dataset.spot ?? '');
    if (!area) continue;
    for (const side of ['left', 'top', 'width', 'height'] as const) node.style.setProperty(side, `${area[side]}%`);
  }
};
