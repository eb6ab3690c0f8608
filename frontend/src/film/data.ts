// What the server says of a film, in the recipient's words: generator/model/interactions.py and the block `film`.

export interface Action {
  do: 'link' | 'open' | 'play' | 'seek';
  target: string;
  href?: string;
  at_s?: number;
}

export interface Hotspot {
  id: string;
  kind: 'button' | 'area';
  area: { left: number; top: number; width: number; height: number };
  from_s: number;
  to_s: number;
  label: string;
  action: Action;
}

export interface Question {
  id: string;
  at_s: number;
  kind: 'rating' | 'choice' | 'number';
  text: string;
  options: { value: string; text: string }[];
  least: number | null;
  most: number | null;
  least_text: string;
  most_text: string;
  step: number;
  unit: string;
  optional: boolean;
  thanks: string;
  form: string;
}

export type Chapter = [start: number, title: string];

interface Part {
  hotspots: Hotspot[];
  questions: Question[];
  chapters: Chapter[];
  duration_s: number;
}

export interface Branch extends Part {
  key: string;
  title: string;
  file: string;
  media_type: string;
  captions: string;
  then: string;
}

export interface Jump {
  place: string;
  title: string;
  branch: string;
  at_s: number;
}

export interface FilmData extends Part {
  branches: Branch[];
  jumps: Jump[];
  /** Where answers go when they can't be posted: a mail address with a subject. */
  mail: string;
  reference: string;
  words: Record<string, string>;
}

/** A film that plays: the film itself, or a branch over it. */
export interface Reel extends Part {
  key: string;
  title: string;
  /** What comes after its end: as `then` of a branch. */
  next: string;
  video: HTMLVideoElement;
}

export const RETURN = 'return';
export const END = 'end';
