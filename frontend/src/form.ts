// <sd-form>: a form that posts without scripts is checked, sent and thanked for in its place.
//
// Inside: a <form> whose `.field`s hold their controls and a `.fault`, with their messages in data-missing and
// data-wrong; `.problems` for the summary, `.state` for what is going on, `.thanks` for the end. All words are there.

import { find, findAll, unfold } from './dom';
import { reveal } from './places';
import { deliver, once } from './sending';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const CONTROLS = 'input:not([type="hidden"]), select, textarea';

class SdForm extends HTMLElement {
  #form: HTMLFormElement | null = null;
  #busy = false;
  #tried = false;
  #once = '';
  #step = 0;

  connectedCallback(): void {
    // Where there is only mail, a link stands here until now.
    unfold(this, 'template');
    find(this, '.by-mail', HTMLElement)?.remove();
    const form = find(this, 'form', HTMLFormElement);
    if (!form || this.#form) return;
    this.#form = form;
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit(event.submitter);
    });
    form.addEventListener('input', (event) => {
      // What was sent is answered with the same words only when it is the same.
      this.#once = '';
      const field = event.target instanceof Element && event.target.closest<HTMLElement>('.field');
      if (this.#tried && field) this.#check(field);
    });
    for (const button of findAll(this, '[data-go]', HTMLButtonElement)) {
      button.hidden = false;
      button.addEventListener('click', () => this.#go(this.#step + Number(button.dataset.go)));
    }
    if (this.#steps.length > 0) this.#show(0);
    document.addEventListener('click', this.#fill);
  }

  disconnectedCallback(): void {
    document.removeEventListener('click', this.#fill);
  }

  get #steps(): HTMLElement[] {
    return findAll(this, '[data-step]', HTMLElement);
  }

  /** A link to this form that brings answers along: data-answers="line=3&reason=amount". */
  #fill = (event: Event): void => {
    const link = event.target instanceof Element && event.target.closest('a');
    const section = this.closest('[id]');
    if (!link || !section || link.hash !== `#${section.id}` || link.dataset.answers === undefined) return;
    for (const [name, value] of new URLSearchParams(link.dataset.answers)) {
      const control = this.#form?.elements.namedItem(name);
      if (control instanceof RadioNodeList || control instanceof HTMLInputElement || control instanceof HTMLSelectElement)
        control.value = value;
    }
    event.preventDefault();
    section.scrollIntoView();
    const empty = findAll(this, CONTROLS, HTMLElement).find(
      (node) => 'value' in node && !node.value && node.offsetParent,
    );
    (empty ?? find(this, 'button', HTMLElement))?.focus({ preventScroll: true });
  };

  #go(to: number): void {
    const here = this.#steps[this.#step];
    if (here && to > this.#step && !this.#sound(here)) return;
    this.#problems([]);
    this.#show(to);
    const title = this.#steps[to]?.querySelector('legend, h3');
    if (title instanceof HTMLElement) {
      title.tabIndex = -1;
      title.focus();
    }
  }

  #show(step: number): void {
    this.#step = step;
    this.#steps.forEach((node, place) => {
      node.hidden = place !== step;
    });
    const send = find(this, 'form > .send', HTMLElement);
    if (send) send.hidden = step < this.#steps.length - 1;
    for (const echo of findAll(this, '[data-echo]', HTMLElement)) {
      const chosen = this.#form?.querySelector(`[name="${echo.dataset.echo}"]:checked`)?.closest('label');
      echo.textContent = (chosen?.querySelector('strong') ?? chosen)?.textContent?.trim() ?? '';
    }
  }

  /** Whether one field holds what it should; says so beside it. */
  #check(field: HTMLElement): boolean {
    const wrong = findAll<Element>(field, CONTROLS, Element).find(
      (node): node is Control => node.matches(':invalid'),
    );
    const text = wrong ? (wrong.validity.valueMissing ? field.dataset.missing : field.dataset.wrong) : '';
    const fault = find(field, '.fault', HTMLElement);
    if (fault) {
      fault.textContent = text ?? '';
      fault.hidden = !text;
    }
    for (const node of field.querySelectorAll(CONTROLS)) {
      if (wrong) node.setAttribute('aria-invalid', 'true');
      else node.removeAttribute('aria-invalid');
    }
    return !wrong;
  }

  /** Whether all fields under `root` do; else the summary gets the focus. */
  #sound(root: ParentNode): boolean {
    this.#tried = true;
    const bad = findAll(root, '.field', HTMLElement).filter((field) => !this.#check(field));
    this.#problems(bad);
    return bad.length === 0;
  }

  #problems(fields: HTMLElement[]): void {
    const box = find(this, '.problems', HTMLElement);
    const list = box && find(box, 'ul', HTMLElement);
    if (!box || !list) return;
    box.hidden = fields.length === 0;
    list.replaceChildren(
      ...fields.map((field) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        const control = field.querySelector<HTMLElement>(CONTROLS);
        link.href = `#${control?.id ?? ''}`;
        link.textContent = find(field, '.fault', HTMLElement)?.textContent ?? '';
        link.addEventListener('click', (event) => {
          event.preventDefault();
          control?.focus();
        });
        item.append(link);
        return item;
      }),
    );
    if (fields.length > 0) box.focus();
  }

  async #submit(submitter: HTMLElement | null): Promise<void> {
    const form = this.#form;
    // Enter in the first of several steps is no answer to the last one.
    if (!form || this.#busy) return;
    if (this.#step < this.#steps.length - 1) return this.#go(this.#step + 1);
    const skips = submitter instanceof HTMLButtonElement && submitter.formNoValidate;
    if (!skips && !this.#sound(form)) return;
    this.#problems([]);
    if (this.dataset.mail !== undefined) return this.#mail(form, this.dataset.mail, skips ? submitter.textContent : '');
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value);
    this.#once ||= once();
    body.set('once', this.#once);
    this.#busy = true;
    this.#state('busy', submitter);
    const arrived = await deliver(form.action, body, () => this.#state('waiting', submitter));
    this.#busy = false;
    this.#state(arrived ? '' : 'failed', submitter);
    if (arrived) this.#thank(form, skips);
  }

  /** "busy", "waiting", "failed" or "": what is said of it stands in the element's data of that name. */
  #state(name: string, submitter: HTMLElement | null): void {
    this.dataset.state = name;
    for (const button of findAll(this, 'form button', HTMLButtonElement))
      button.setAttribute('aria-disabled', String(this.#busy));
    const box = find(this, '.state', HTMLElement);
    if (!box) return;
    // Who folded it meanwhile is shown what came of it.
    if (name) reveal(this);
    for (const part of findAll(box, '[data-when]', HTMLElement)) part.hidden = part.dataset.when !== name;
    if (name === 'failed') submitter?.focus();
  }

  #thank(form: HTMLFormElement, skipped: boolean): void {
    const thanks = find(this, skipped ? '.skipped' : '.thanks', HTMLElement) ?? find(this, '.thanks', HTMLElement);
    form.hidden = true;
    if (!thanks) return;
    thanks.hidden = false;
    thanks.classList.add('shown');
    thanks.focus();
  }

  /** Without an endpoint the answers go into a mail: the reader sees it before it is sent. */
  #mail(form: HTMLFormElement, target: string, skipped: string | null): void {
    const lines = findAll(form, '.field', HTMLElement).flatMap((field) => {
      const name = field.querySelector('legend, label')?.textContent?.trim() ?? '';
      const answers = findAll<Element>(field, CONTROLS, Element).flatMap((node) => said(node as Control));
      return answers.length > 0 ? [`${name}: ${answers.join(', ')}`] : [];
    });
    const link = document.createElement('a');
    link.href = `${target}&body=${encodeURIComponent([...lines, skipped ?? '', '', this.dataset.reference ?? ''].join('\r\n'))}`;
    link.click();
    this.#state('mailed', null);
  }
}

/** What a control says in words; nothing when it is empty. */
const said = (control: Control): string[] => {
  if (control instanceof HTMLSelectElement) return control.value ? [control.selectedOptions[0]?.text ?? ''] : [];
  if (control.type === 'radio' || control.type === 'checkbox')
    return 'checked' in control && control.checked ? [control.closest('label')?.textContent?.trim() ?? ''] : [];
  return control.value ? [control.value] : [];
};

customElements.define('sd-form', SdForm);
