// What components use of Lit. Import it from here: what is loaded late then shares the entry's.

export { html, nothing, render } from 'lit/html.js';
export type { TemplateResult } from 'lit/html.js';
