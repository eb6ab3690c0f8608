// Loading what few readers need: each file of `late/` is a script of its own.

import * as lit from './lit';

declare const LATE: Readonly<Record<string, string>>;

// What is loaded late shares this copy of Lit.
Object.assign(globalThis, { sdLit: lit });

// Where this script itself came from: its neighbours are found there wherever the page stands.
const script = document.currentScript;
const here = script instanceof HTMLScriptElement ? script.src : '';
const asked = new Map<string, Promise<unknown>>();

/**
 * What `late/NAME.ts` exports: `await late<typeof import('./late/assistant')>('assistant')`.
 *
 * Dashes in the file's name are capitals here. Rejected where it can't be loaded: say so to the reader.
 */
export const late = <T>(name: string): Promise<T> => {
  const known = asked.get(name) ?? load(name);
  asked.set(name, known);
  known.catch(() => asked.delete(name));
  return known as Promise<T>;
};

const load = (name: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = new URL(LATE[name] ?? '', here).href;
    element.onload = () => {
      const made = (globalThis as { sdLate?: Record<string, unknown> }).sdLate?.[name];
      if (made) resolve(made);
      else reject(new Error(name));
    };
    element.onerror = () => {
      element.remove();
      reject(new Error(name));
    };
    document.head.append(element);
  });
