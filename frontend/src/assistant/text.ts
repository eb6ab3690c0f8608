// Texts as words that can be compared.

const WORD = /\p{N}+(?:[.,'’\u00a0\u202f ]?\p{N}{3})*(?:[.,]\p{N}+)?|[\p{L}\p{M}_]+/gu;
/** What a figure begins with. */
export const FIGURE = /^\p{N}/u;

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

/** Whether two words differ in their endings only, and by little. */
export const kin = (one: string, other: string): boolean => {
  const longer = Math.max(one.length, other.length);
  let same = 0;
  while (same < longer && one[same] === other[same]) same++;
  const shorter = Math.min(one.length, other.length);
  return same > 3 ? same >= longer - 3 && same >= 0.6 * longer : same > 2 && same === shorter && longer - same < 3;
};
