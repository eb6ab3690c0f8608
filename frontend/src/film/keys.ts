// Keys of the player, as on most: they count only while the focus is in it.

type KeyAction = readonly [what: 'toggle' | 'by' | 'share' | 'volume' | 'mute' | 'captions' | 'full' | 'keys' | 'speed', by: number];

const KEYS: Readonly<Record<string, KeyAction>> = {
  ' ': ['toggle', 0],
  k: ['toggle', 0],
  ArrowLeft: ['by', -5],
  ArrowRight: ['by', 5],
  j: ['by', -10],
  l: ['by', 10],
  ArrowUp: ['volume', 0.1],
  ArrowDown: ['volume', -0.1],
  m: ['mute', 0],
  c: ['captions', 0],
  f: ['full', 0],
  '<': ['speed', -1],
  '>': ['speed', 1],
  '?': ['keys', 0],
};

/** What a key does, unless it belongs to what has the focus: a button's space bar, the arrows of a choice. */
export const keyAction = (event: KeyboardEvent): KeyAction | undefined => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return undefined;
  if (key === ' ' && target.closest('button, a, summary, label')) return undefined;
  if (target instanceof HTMLInputElement && (target.type !== 'range' || (target.className && key.startsWith('Arrow')))) return undefined;
  if (key >= '0' && key <= '9' && key.length === 1) return ['share', Number(key) / 10];
  return KEYS[key] ?? KEYS[key.toLowerCase()];
};
