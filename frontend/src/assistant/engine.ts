// A question in, the answer of the page that fits it out, or none: by the words that they share, never by guessing.
//
// The index of MiniSearch finds words despite typing errors and endings. How sure a match is, is reckoned here, since
// MiniSearch's own scores have no upper bound: how much of what was asked the answer covers, and how much of a known wording was asked. A word
// that nothing on the page knows counts in full, so that "the price of gold" is not taken for "the price".

import SearchableMap from 'minisearch/SearchableMap';

/** One answer of the page. `names`: what it is asked by; of a `thing` (a line, a month) that is only what it's called. */
export interface Known {
  key: string;
  names: readonly string[];
  /** All its figures: a question with another figure is not about it. */
  text: string;
  thing: '' | 'charge' | 'month';
}

/** `fillers`: words that say nothing about what is meant. `groups`: words that mean the same. `about`: said of any thing. */
export interface Speech {
  fillers: string;
  groups: string;
  about: string;
  about_charges: string;
}

export interface Found {
  key: string;
  score: number;
}

/** From here on an answer is given. Measured with the questions of tests/assistant/questions: see docs/assistant.md. */
export const SURE = 0.57;
/** From here on it is offered as what may be meant. */
export const NEAR = 0.42;

const WORD = /\p{N}+(?:[.,'’\u00a0\u202f ]?\p{N}{3})*(?:[.,]\p{N}+)?|[\p{L}\p{M}_]+/gu;
const FIGURE = /^\p{N}/u;
const EXACT = 1;
const BEGUN = 0.9;
const MISTYPED = 0.8;
/** What an answer is worth, when all that was asked is in it, whatever else it may be asked by. */
const COVERED = 0.62;

interface Wording {
  id: number;
  entry: number;
  text: string;
}

type Match = (word: string) => boolean;

/** Letters as they are compared: no case, no accents. */
export const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ß/gu, 'ss').replace(/ı/gu, 'i');

/** "1.234,50" and "1,234.5" as the same figure: without groups, with a point, without zeros at the end. */
const figure = (text: string): string => {
  const parts = /^(.*?)(?:[.,](\p{N}{1,2}|\p{N}{4,}))?$/u.exec(text);
  const whole = (parts?.[1] ?? text).replace(/[^\p{N}]/gu, '');
  const rest = (parts?.[2] ?? '').replace(/0+$/u, '');
  return rest ? `${whole}.${rest}` : whole;
};

/** The words of a text, plain. A single letter is no word, and a figure is one however it is written. */
export const words = (text: string): string[] =>
  (plain(text).match(WORD) ?? []).map((word) => (FIGURE.test(word) ? figure(word) : word)).filter((word) => word.length > 1 || FIGURE.test(word));

const bare = (word: string): string => word.replace(/\*/gu, '');

/** "pay* | *rechnung*" as patterns: a star stands for any letters. */
const matcher = (word: string): Match => {
  const part = bare(word);
  if (word.startsWith('*')) return word.endsWith('*') ? (text) => text.includes(part) : (text) => text.endsWith(part);
  return word.endsWith('*') ? (text) => text.startsWith(part) : (text) => text === part;
};

const list = (text: string): string[] => plain(text).split(/[\s,]+/u).filter(Boolean);

export class Engine {
  private readonly fillers: readonly Match[];
  private readonly groups: readonly { name: string; words: readonly string[]; matches: readonly Match[] }[];
  /** Word of a group → the group's name. */
  private readonly spelling = new SearchableMap<string>();
  private readonly about: Record<'charge' | 'month', ReadonlySet<string>>;
  /** What months are called, without their years. */
  private readonly months: ReadonlySet<string>;
  /** Words that belong together: "por que". */
  private readonly phrases: readonly [RegExp, string][];
  /** By answer. */
  private readonly wordings: readonly (readonly (Wording & { words: readonly string[] })[])[];
  /** Word → the wordings that have it. */
  private readonly index = new SearchableMap<number[]>();
  /** Word → how many answers have it. */
  private readonly spread = new Map<string, number>();
  private readonly figures: readonly ReadonlySet<string>[];

  constructor(
    private readonly known: readonly Known[],
    speech: Speech,
  ) {
    this.fillers = list(speech.fillers).map(matcher);
    this.phrases = list(`${speech.fillers} ${speech.groups.replace(/\|/gu, ' ')}`)
      .filter((word) => word.includes('_'))
      .map((word) => [new RegExp(`(?<!\\p{L})${word.replace(/_/gu, '[\\s-]+')}(?!\\p{L})`, 'gu'), word]);
    this.groups = speech.groups.split('|').map((group) => {
      const parts = list(group);
      return { name: `=${bare(parts[0] ?? '')}`, words: parts.map(bare), matches: parts.map(matcher) };
    });
    // Every month is compared with the latest.
    const latest = [...known].reverse().find((each) => each.thing === 'month')?.names ?? [];
    this.months = new Set(
      known.filter((each) => each.thing === 'month').flatMap((each) => this.read(each.names[0] ?? '').filter((word) => !FIGURE.test(word))),
    );
    const about = this.read(speech.about);
    this.about = { month: new Set([...about, ...this.read(latest.join(' '))]), charge: new Set([...about, ...this.read(speech.about_charges)]) };
    for (const { name, words: own } of this.groups) for (const word of own) this.spelling.set(word, name);
    let id = 0;
    this.wordings = known.map((each, entry) => each.names.map((text) => ({ id: id++, entry, text, words: [...new Set(this.read(text))] })));
    for (const own of this.wordings) {
      for (const { id: at, words: found } of own) for (const word of found) this.index.set(word, [...(this.index.get(word) ?? []), at]);
      for (const word of new Set(own.flatMap((each) => each.words))) this.spread.set(word, (this.spread.get(word) ?? 0) + 1);
    }
    this.figures = known.map((each) => new Set(words([...each.names, each.text].join(' ')).filter((word) => FIGURE.test(word))));
  }

  /** The answers that may be meant, the best first, none below NEAR. */
  ask(question: string): Found[] {
    const asked = [...new Set(this.read(question).map((word) => this.corrected(word)))];
    if (asked.length === 0) return [];
    const hits = asked.map((word) => this.hits(word));
    const weights = asked.map((word, place) => this.weight(word, hits[place]));
    const found: (Found & { thing: number })[] = [];
    for (const [entry, each] of this.known.entries()) {
      const score = this.score(entry, asked, hits, weights);
      if (score >= NEAR) found.push({ key: each.key, score, thing: each.thing ? 1 : 0 });
    }
    // A thing says more than what is said of all of them.
    return found.sort((a, b) => b.score - a.score || b.thing - a.thing);
  }

  /** A text as the words that count: those of one meaning as one, and none that say nothing. */
  private read(text: string): string[] {
    const joined = this.phrases.reduce((found, [phrase, word]) => found.replace(phrase, word), plain(text));
    return words(joined).flatMap((word) => {
      const group = this.groups.find(({ matches }) => matches.some((match) => match(word)));
      if (group) return [group.name];
      return this.fillers.some((match) => match(word)) ? [] : [word];
    });
  }

  /** A mistyped word of a group as that group; any other word as it is. */
  private corrected(word: string): string {
    if (word.startsWith('=') || FIGURE.test(word) || word.length < 5 || this.spread.has(word)) return word;
    for (const [near, [name]] of this.spelling.fuzzyGet(word, 1)) if (near[0] === word[0]) return name;
    return word;
  }

  /** Wording → how well it has the word, and as which word. */
  private hits(word: string): Map<number, { quality: number; as: string }> {
    const exact = word.startsWith('=') || FIGURE.test(word);
    const found = new Map<number, { quality: number; as: string }>();
    const add = (as: string, quality: number): void => {
      if (quality < EXACT && as.startsWith('=')) return;
      for (const id of this.index.get(as) ?? []) if ((found.get(id)?.quality ?? 0) < quality) found.set(id, { quality, as });
    };
    add(word, EXACT);
    if (exact) return found;
    if (word.length > 3) for (const as of this.index.atPrefix(word).keys()) add(as, as === word ? EXACT : BEGUN);
    // A word that the page itself uses is not a mistyped other one.
    if (word.length > 5 && !this.index.has(word)) for (const as of this.index.fuzzyGet(word, word.length > 9 ? 2 : 1).keys()) add(as, MISTYPED);
    if (found.size === 0 && word.length > 6) {
      // A compound is about what it begins with, or ends in.
      for (const part of this.index.keys()) if (part.length > 3 && (word.startsWith(part) || word.endsWith(part))) add(part, MISTYPED);
    }
    return found;
  }

  /** How much a word tells: 1 for one that no answer has, less the more answers have it. */
  private weight(word: string, hits?: Map<number, { as: string }>): number {
    const as = this.spread.has(word) ? word : ([...(hits?.values() ?? [])][0]?.as ?? word);
    const spread = this.spread.get(as) ?? 0;
    return spread === 0 ? 1 : Math.log(1 + this.known.length / spread) / Math.log(1 + this.known.length);
  }

  private score(entry: number, asked: readonly string[], hits: readonly Map<number, { quality: number; as: string }>[], weights: readonly number[]): number {
    const each = this.known[entry];
    if (!each) return 0;
    // What is said of a thing is the same for all of them: "how much is …", "why …". Its name decides.
    const about = each.thing ? this.about[each.thing] : null;
    const own = new Set((this.wordings[entry] ?? []).flatMap((wording) => wording.words));
    const counted = asked.map((word) => !about?.has(word) || own.has(word));
    let all = 0;
    let covered = 0;
    let best = 0;
    for (const [place, word] of asked.entries()) {
      if (!counted[place]) continue;
      const weight = weights[place] ?? 0;
      all += weight;
      // Another figure, or another month, is another question.
      if (FIGURE.test(word) ? !this.figures[entry]?.has(word) : this.months.has(word) && !own.has(word)) return 0;
    }
    if (all === 0) return 0;
    const whole: number[] = asked.map((word) => (FIGURE.test(word) ? 1 : 0));
    for (const wording of this.wordings[entry] ?? []) {
      let shared = 0;
      const met = new Set<string>();
      for (const place of asked.keys()) {
        const hit = counted[place] ? hits[place]?.get(wording.id) : undefined;
        if (!hit) continue;
        shared += (weights[place] ?? 0) * hit.quality;
        met.add(hit.as);
        whole[place] = Math.max(whole[place] ?? 0, hit.quality);
      }
      let full = 0;
      for (const word of wording.words) full += this.weight(word) * (each.thing && !met.has(word) ? 0.6 : 1);
      best = Math.max(best, (2 * shared) / (all + full));
    }
    for (const [place, quality] of whole.entries()) covered += (weights[place] ?? 0) * quality;
    return COVERED * (covered / all) + (1 - COVERED) * best;
  }
}
