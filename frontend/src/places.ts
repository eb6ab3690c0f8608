// Places of the page that films and links open by name: "history/2026-03", "lines/kind-2".

/** Unfold whatever an element is folded into. */
export const reveal = (node: Element | null): void => {
  for (let box = node?.closest('details'); box; box = box.parentElement?.closest('details')) box.open = true;
};

/**
 * Open a place: `data-place` names it; where there is none of this name its block is taken.
 *
 * Its component hears of it as "sd-choose" and chooses it (a bar, a filter, a row). Then it is brought into view, focused,
 * and marked for a moment.
 */
export const openPlace = (name: string): boolean => {
  const [block = ''] = name.split('/');
  const found = placed(name) ?? placed(block) ?? document.getElementById(block);
  if (!found) return false;
  const answer = { place: name, target: found };
  reveal(found);
  found.dispatchEvent(new CustomEvent('sd-choose', { bubbles: true, detail: answer }));
  const target = answer.target;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  target.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
  if (!target.matches('a, button, input, select, summary, [tabindex]')) target.setAttribute('tabindex', '-1');
  (target as HTMLElement | SVGElement).focus({ preventScroll: true });
  target.classList.add('opened');
  setTimeout(() => target.classList.remove('opened'), 2000);
  return true;
};

/** What "sd-choose" carries. A component may put another element of its own in the place of `target`. */
export interface Choice {
  place: string;
  target: Element;
}

const placed = (name: string): Element | null => document.querySelector(`[data-place="${CSS.escape(name)}"]`);

// What the page's own address names is unfolded where the browser does not do it.
const arrive = (): void => {
  const named = document.getElementById(location.hash.slice(1));
  if (!named?.closest('details:not([open])')) return;
  reveal(named);
  named.scrollIntoView();
};
addEventListener('hashchange', arrive);
arrive();

// Links to places: without scripts they lead to the block. Those to what is folded unfold it, however often they are followed.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('[data-open], a[href^="#"]') : null;
  if (!(link instanceof HTMLElement)) return;
  if (!link.dataset.open) reveal(document.getElementById(link.getAttribute('href')?.slice(1) ?? ''));
  else if (openPlace(link.dataset.open)) event.preventDefault();
});
