// Questions inside the film: it stops until they are answered or passed over.

import { posting, send } from '../sending';
import type { Question } from './data';
import type { Asking } from './panels';
import type { Player } from './player';
import { finish } from './reels';
import { look } from './view';

/** The first question before an instant that has to be answered and has not been. */
export const gateBefore = (it: Player, seconds: number): Question | undefined =>
  it.top.questions.find((each) => !each.optional && !it.asked.has(each) && each.at_s < seconds);

/** The question that is being asked, as long as it holds the film. */
export const insists = (it: Player): Question | null =>
  it.asking && !it.asking.question.optional && it.asking.state !== 'done' ? it.asking.question : null;

let before: Element | null = null;

export const ask = (it: Player, question: Question): void => {
  it.asked.add(question);
  it.video.pause();
  before = document.activeElement;
  it.asking = { question, state: 'open' };
  it.panel = '';
  look(it);
  it.focus('.film-question');
};

export const closeQuestion = (it: Player, goOn: boolean): void => {
  if (!it.asking) return;
  const unanswered = insists(it);
  if (unanswered) it.asked.delete(unanswered);
  const held = it.root.contains(document.activeElement);
  it.asking = null;
  look(it);
  if (held && before instanceof HTMLElement && it.root.contains(before)) before.focus({ preventScroll: true });
  else if (held) it.focus('.film-buttons button');
  if (!goOn) return;
  if (it.video.ended) finish(it);
  else it.play();
};

export const leaveQuestion = (it: Player): void => {
  if (it.asking?.state === 'failed') it.asking.state = 'done';
  closeQuestion(it, true);
};

/** An answer; "" is none that would do. */
export const answer = (it: Player, value: string): void => {
  const { asking } = it;
  if (!asking || asking.state === 'sending') return;
  const set = (next: Asking['state']): void => {
    asking.state = next;
    if (it.asking !== asking) return;
    look(it);
    if (next === 'done') it.focus('.film-skip');
  };
  if (!value) return set('wrong');
  const { id, form, text, options } = asking.question;
  if (posting()) {
    set('sending');
    void send(form, { question: id, answer: value }).then((arrived) => set(arrived ? 'done' : 'failed'));
    return;
  }
  // Nothing can be sent from here: the reader's own mail program does it, and they see what it says.
  const said = options.find((each) => each.value === value)?.text ?? value;
  const link = document.createElement('a');
  link.href = `${it.data.mail}&body=${encodeURIComponent([text, said, '', it.data.reference].join('\r\n'))}`;
  link.click();
  set('done');
};
