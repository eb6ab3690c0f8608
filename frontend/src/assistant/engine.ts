// A question in, the answers of the page that fit it out, or none: by the words that they share, never by guessing.
//
// The index of MiniSearch finds words despite typing errors and endings. How sure a match is, is reckoned here, since
// MiniSearch's own scores have no upper bound: how much of what was asked the answer covers, how much of a known wording
// was asked, and how like it the whole question is, small words and all: "do I have to", "when". A word that nothing on
// the page knows counts in full, so that "the price of gold" is not taken for "the price". Where two answers fit as
// well, neither is said.

import SearchableMap from 'minisearch/SearchableMap';
import { FIGURE, kin, words } from './text';
import { type Speech, Vocabulary } from './vocabulary';

/** One answer of the page. `names`: what it is asked by; of a `thing` (a line, a month) that is only what it's called. */
export interface Known {
  key: string;
  names: readonly string[];
  /** All its figures: a question with another figure is not about it. */
  text: string;
  thing: '' | 'charge' | 'month';
}

export interface Found {
  key: string;
  score: number;
}

/** From here on an answer may be given. Measured with the questions of tests/microsite/questions: see docs/assistant.md. */
const SURE = 0.7;
/** What the second best has to stay behind by: where two fit as well, both are offered and neither is said. */
const APART = 0.06;
/** From here on it is offered as what may be meant. */
const NEAR = 0.35;

/** Whether the first of the answers found is said. Otherwise what was found is offered as what may be meant. */
export const sure = ([best, next]: readonly Found[]): boolean =>
  best !== undefined && best.score >= SURE && (best.score - (next?.score ?? 0) >= APART || (best.score >= EXACT + SAID && next?.score !== best.score));

const EXACT = 1;
const BEGUN = 0.9;
const MISTYPED = 0.8;
/** Two words of one family: "consumato", "consumata". */
const KIN = 0.85;
/** A word in a compound: wind energy is not just energy. */
const PART = 0.6;
/** What a word counts that nothing on the page knows; of the others the rarest counts 1. */
const UNKNOWN = 1.1;
/** What a question word counts at least: "when" is about a day, however many answers are. */
const ASKING = 0.8;
/** What the word for all the page counts: "the bill". */
const LITTLE = 0.3;
/** What an answer that knows nothing of the month that is asked for is worth. */
const STRANGE = 0.8;
/** Whoever says less than this is not sure to mean what it is found in. */
const ENOUGH = 0.5;
/** What words that say little add, where they are those of a known wording: "when", "do I have to". */
const SAID = 0.3;
/** What an answer is worth, when all that was asked is in it, whatever else it may be asked by. */
const COVERED = 0.62;

/** A way of asking. `words`: those that count; `said`: all of them. */
interface Wording {
  id: number;
  words: readonly string[];
  said: ReadonlySet<string>;
}

export class Engine {
  private readonly vocabulary: Vocabulary;
  /** Word of a group → the group's name. */
  private readonly spelling = new SearchableMap<string>();
  private readonly about: Record<'charge' | 'month', ReadonlySet<string>>;
  /** What months are called, without their years. */
  private readonly months: ReadonlySet<string>;
  /** By answer. */
  private readonly wordings: readonly (readonly Wording[])[];
  /** Word → the wordings that have it. */
  private readonly index = new SearchableMap<number[]>();
  /** Word → how many answers have it. */
  private readonly spread = new Map<string, number>();
  /** The same of words that say little. */
  private readonly uttered = new Map<string, number>();
  private readonly figures: readonly ReadonlySet<string>[];

  constructor(
    private readonly known: readonly Known[],
    speech: Speech,
  ) {
    this.vocabulary = new Vocabulary(speech.fillers, speech.groups);
    // Every month is compared with the latest.
    const latest = [...known].reverse().find((each) => each.thing === 'month')?.names ?? [];
    this.months = new Set(
      known.filter((each) => each.thing === 'month').flatMap((each) => this.read(each.names[0] ?? '').filter((word) => !FIGURE.test(word))),
    );
    const about = this.read(speech.about);
    this.about = { month: new Set([...about, ...this.read(latest.join(' '))]), charge: new Set([...about, ...this.read(speech.about_charges)]) };
    for (const [word, name] of this.vocabulary.spellings) this.spelling.set(word, name);
    let id = 0;
    this.wordings = known.map((each) =>
      each.names.map((text) => {
        const { said, words: counted } = this.vocabulary.read(text);
        return { id: id++, words: [...new Set(counted)], said: new Set(said) };
      }),
    );
    for (const own of this.wordings) {
      for (const { id: at, words: found } of own) for (const word of found) this.index.set(word, [...(this.index.get(word) ?? []), at]);
      for (const word of new Set(own.flatMap((each) => each.words))) this.spread.set(word, (this.spread.get(word) ?? 0) + 1);
      for (const word of new Set(own.flatMap((each) => [...each.said]))) this.uttered.set(word, (this.uttered.get(word) ?? 0) + 1);
    }
    this.figures = known.map((each) => new Set(words([...each.names, each.text].join(' ')).filter((word) => FIGURE.test(word))));
  }

  /** The answers that may be meant, the best first, none below NEAR. */
  ask(question: string): Found[] {
    const { said: all, words: counted } = this.vocabulary.read(question);
    const asked = [...new Set(counted.map((word) => this.corrected(word)))];
    if (asked.length === 0) return [];
    const hits = asked.map((word) => this.hits(word));
    const weights = asked.map((word, place) => this.weight(word, hits[place]));
    const said = new Set(all);
    const figured = asked.some((word) => FIGURE.test(word));
    const found: (Found & { thing: number; entry: number })[] = [];
    for (const [entry, each] of this.known.entries()) {
      const score = this.score(entry, asked, hits, weights) + (each.thing || figured ? 0 : SAID * this.alike(entry, said));
      if (score >= NEAR) found.push({ key: each.key, score, thing: each.thing ? 1 : 0, entry });
    }
    // A thing says more than what is said of all of them.
    found.sort((a, b) => b.score - a.score || b.thing - a.thing);
    return found.filter((one) => !found.some((other) => other !== one && this.instead(other, one)));
  }

  /** Whether one answer stands for another: it says the same and is more general, or is of a later month of the same name. */
  private instead(one: Found & { entry: number }, other: Found & { entry: number }): boolean {
    const [kept, left] = [this.known[one.entry], this.known[other.entry]];
    if (!kept || !left?.thing || one.score < other.score - 2 * APART) return false;
    if (kept.text === left.text) return !kept.thing || one.entry < other.entry;
    return left.thing === 'month' && kept.thing === 'month' && one.entry > other.entry && this.title(one.entry) === this.title(other.entry);
  }

  /** What a thing is called, without its year. */
  private title(entry: number): string {
    return (this.wordings[entry]?.[0]?.words ?? []).filter((word) => !FIGURE.test(word)).join(' ');
  }

  /** How much of all that was said is in the wording that is most like it: 0 to 1. */
  private alike(entry: number, said: ReadonlySet<string>): number {
    const tell = (words: Iterable<string>): number => [...words].reduce((sum, word) => sum + this.telling(word), 0);
    return Math.max(
      ...(this.wordings[entry] ?? []).map((wording) => (2 * tell([...said].filter((word) => wording.said.has(word)))) / (tell(said) + tell(wording.said) || 1)),
    );
  }

  private telling(word: string): number {
    const spread = this.uttered.get(word) ?? 0;
    return Math.log(1 + this.known.length / (spread || 1)) / Math.log(1 + this.known.length);
  }

  private read(text: string): string[] {
    return this.vocabulary.read(text).words;
  }

  /** Whether a word is a question word, or one that all the page is about. */
  private marked(word: string): boolean {
    return Boolean(this.vocabulary.marks.get(word));
  }

  private familiar(word: string): boolean {
    return this.index.has(word) || this.vocabulary.grouped(word);
  }

  /** A mistyped word of a group as that group; any other word as it is. */
  private corrected(word: string): string {
    if (word.startsWith('=') || FIGURE.test(word) || word.length < 6 || this.spread.has(word)) return word;
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
    if (word.length > 2) for (const as of this.index.keys()) if (kin(word, as)) add(as, KIN);
    if (found.size === 0 && word.length > 6) {
      // A compound is about what it begins with, or ends in: of both where it knows both.
      for (const part of this.index.keys())
        if (part.length > 3 && (word.startsWith(part) || word.endsWith(part)))
          add(part, this.familiar(word.startsWith(part) ? word.slice(part.length) : word.slice(0, -part.length)) ? MISTYPED : PART);
    }
    return found;
  }

  /** How much a word tells: 1 for one that no answer has, less the more answers have it. */
  private weight(word: string, hits?: Map<number, { as: string }>): number {
    const as = this.spread.has(word) ? word : ([...(hits?.values() ?? [])][0]?.as ?? word);
    const spread = this.spread.get(as) ?? 0;
    if (spread === 0) return UNKNOWN;
    const tells = Math.log(1 + this.known.length / spread) / Math.log(1 + this.known.length);
    const mark = this.vocabulary.marks.get(word);
    return mark === '?' ? Math.max(tells, ASKING) : mark === '~' ? LITTLE : tells;
  }

  private score(entry: number, asked: readonly string[], hits: readonly Map<number, { quality: number; as: string }>[], weights: readonly number[]): number {
    const each = this.known[entry];
    if (!each) return 0;
    // What is said of a thing is the same for all of them: "how much is …", "why …". Its name decides.
    const about = each.thing ? this.about[each.thing] : null;
    // "The last month" is a month's other name; "the last" and "month" are not.
    const names = (this.wordings[entry] ?? []).filter(
      ({ id, words: name }, rank) => !about || rank === 0 || name.every((word) => hits.some((hit) => hit.get(id)?.as === word)),
    );
    const own = new Set(names.flatMap((wording) => wording.words));
    const counted = asked.map((word) => !about?.has(word) || own.has(word));
    // The month that a word is the name of, well typed or not.
    const months = asked.map((word, place) => {
      const as = this.months.has(word) ? [word] : [...new Set([...(hits[place]?.values() ?? [])].map((hit) => hit.as))];
      return as.length === 1 && this.months.has(as[0] ?? '') ? (as[0] ?? '') : '';
    });
    let all = 0;
    let covered = 0;
    let best = 0;
    for (const [place, word] of asked.entries()) {
      if (!counted[place]) continue;
      const weight = weights[place] ?? 0;
      all += weight;
      // Another figure is another question, and another month is another thing.
      if (FIGURE.test(word) ? !this.figures[entry]?.has(word) : about && months[place] && !own.has(months[place])) return 0;
    }
    if (all === 0) return 0;
    const whole: number[] = asked.map((word) => (FIGURE.test(word) ? 1 : 0));
    for (const wording of names) {
      // A figure that a thing's answer has is as good as its name.
      let shared = 0;
      let full = 0;
      const met = new Set<string>();
      for (const place of asked.keys()) {
        if (about && FIGURE.test(asked[place] ?? '') && !hits[place]?.has(wording.id)) {
          shared += weights[place] ?? 0;
          full += weights[place] ?? 0;
          continue;
        }
        const hit = counted[place] ? hits[place]?.get(wording.id) : undefined;
        if (!hit) continue;
        shared += (weights[place] ?? 0) * hit.quality;
        met.add(hit.as);
        whole[place] = Math.max(whole[place] ?? 0, hit.quality);
      }
      for (const word of wording.words) full += this.weight(word) * (each.thing && !met.has(word) ? 0.6 : 1);
      best = Math.max(best, (2 * shared) / (all + full));
    }
    // "Who won the match" isn't near to all that begins with "who".
    if (asked.some((word) => !this.marked(word)) && !asked.some((word, place) => whole[place] && !this.marked(word))) return 0;
    for (const [place, quality] of whole.entries()) covered += (weights[place] ?? 0) * quality;
    const strange = months.some((month) => month && !own.has(month));
    return (COVERED * (covered / all) + (1 - COVERED) * best) * Math.min(1, all / ENOUGH) * (strange ? STRANGE : 1);
  }
}
