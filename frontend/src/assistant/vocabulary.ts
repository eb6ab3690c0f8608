// A language's words: those of one meaning are one, and those that say nothing about what is meant are told apart.

import { plain, words } from './text';

/**
 * `fillers`: words that say nothing about what is meant. `groups`: words that mean the same; a question mark stands before
 * question words, a "~" before what all the page is about. `about`: said of any thing.
 */
export interface Speech {
  fillers: string;
  groups: string;
  about: string;
  about_charges: string;
}

type Match = (word: string) => boolean;

const bare = (word: string): string => word.replace(/\*/gu, '');

/** "pay* | *rechnung*" as patterns: a star stands for any letters. */
const matcher = (word: string): Match => {
  const part = bare(word);
  if (word.startsWith('*')) return word.endsWith('*') ? (text) => text.includes(part) : (text) => text.endsWith(part);
  return word.endsWith('*') ? (text) => text.startsWith(part) : (text) => text === part;
};

const list = (text: string): string[] => plain(text).split(/[\s,]+/u).filter(Boolean);

/** Between words that belong together: "wie kommt", "d'où". */
const JOINT = "[\\s'’-]+";

export class Vocabulary {
  /** Word of a group → the group's name. */
  readonly spellings: ReadonlyMap<string, string>;
  /** Group's name → "?" for question words, "~" for what all the page is about. */
  readonly marks: ReadonlyMap<string, string>;
  private readonly fillers: readonly Match[];
  private readonly groups: readonly { name: string; matches: readonly Match[] }[];
  private readonly phrases: RegExp;
  /** Word → what stands for it. */
  private readonly known = new Map<string, { as: string; filler: boolean }>();

  constructor(fillers: string, groups: string) {
    const parts = groups.split('|').map((group) => ({ mark: /[?~]/u.exec(group)?.[0] ?? '', words: list(group.replace(/[?~]/gu, '')) }));
    const named = parts.map(({ mark, words: own }) => ({ name: `=${bare(own[0] ?? '')}`, mark, words: own }));
    this.fillers = list(fillers).map(matcher);
    this.groups = named.map(({ name, words: own }) => ({ name, matches: own.map(matcher) }));
    this.marks = new Map(named.map(({ name, mark }) => [name, mark]));
    this.spellings = new Map(named.flatMap(({ name, words: own }) => own.map((word): [string, string] => [bare(word), name])));
    const joined = [...list(fillers), ...parts.flatMap(({ words: own }) => own)].filter((word) => word.includes('_'));
    // The longest first: "por que" is in "por que conceptos".
    const longest = joined.sort((a, b) => b.length - a.length).map((word) => word.replace(/_/gu, JOINT));
    this.phrases = new RegExp(`(?<!\\p{L})(?:${longest.join('|') || '(?!)'})(?!\\p{L})`, 'gu');
  }

  /** A text in; all that it says, and of that what counts. */
  read(text: string): { said: string[]; words: string[] } {
    const joined = plain(text).replace(this.phrases, (phrase) => phrase.replace(new RegExp(JOINT, 'gu'), '_'));
    const found = words(joined).map((word) => this.meant(word));
    return { said: found.map(({ as }) => as), words: found.filter(({ filler }) => !filler).map(({ as }) => as) };
  }

  grouped(word: string): boolean {
    return this.meant(word).as !== word;
  }

  private meant(word: string): { as: string; filler: boolean } {
    const before = this.known.get(word);
    if (before) return before;
    const group = this.groups.find(({ matches }) => matches.some((match) => match(word)));
    const found = { as: group?.name ?? word, filler: !group && this.fillers.some((match) => match(word)) };
    this.known.set(word, found);
    return found;
  }
}
