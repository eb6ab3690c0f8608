// Finding what the server wrote.

type Kind<T extends Element> = new (...args: never[]) => T;

/** The first element under `root` that matches, as the kind that is expected there. */
export const find = <T extends Element>(root: ParentNode, selector: string, kind: Kind<T>): T | null => {
  const found = root.querySelector(selector);
  return found instanceof kind ? found : null;
};

/** All elements under `root` that match and are of the kind that is expected there. */
export const findAll = <T extends Element>(root: ParentNode, selector: string, kind: Kind<T>): T[] =>
  [...root.querySelectorAll(selector)].flatMap((node) => (node instanceof kind ? [node] : []));

/** Put the content of a `<template>` in its place. */
export const unfold = (root: ParentNode, selector: string): void => {
  const template = find(root, selector, HTMLTemplateElement);
  if (template) template.replaceWith(template.content.cloneNode(true));
};

/** Letters as they are compared: no case, no accents, no space round them. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
