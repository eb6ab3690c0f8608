// Printing shows what is folded. The style sheet unfolds it where browsers know how; elsewhere this does.

if (!CSS.supports('selector(::details-content)')) {
  let unfolded: Array<[HTMLDetailsElement, string]> = [];
  addEventListener('beforeprint', () => {
    unfolded = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')].map((node) => [node, node.name]);
    for (const [node] of unfolded) {
      // Those of one name would close each other.
      node.name = '';
      node.open = true;
    }
  });
  addEventListener('afterprint', () => {
    for (const [node, name] of unfolded) {
      node.open = false;
      node.name = name;
    }
    unfolded = [];
  });
}
