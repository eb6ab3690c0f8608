// Custom elements that add to what the server wrote inside them.

/** Call `start` with every element `name`, once its content is there: scripts run when the page has been read. */
export const element = (name: string, start: (box: HTMLElement) => void): void => {
  customElements.define(
    name,
    class extends HTMLElement {
      private started = false;

      connectedCallback(): void {
        if (this.started) return;
        this.started = true;
        start(this);
      }
    },
  );
};

/** What the page says to a component in JSON. */
export const told = <T>(box: Element): T | null => {
  const script = box.querySelector('script[type="application/json"]');
  return script ? (JSON.parse(script.textContent ?? 'null') as T) : null;
};

/** A message with its placeholders filled: `filled('%shown of %count', {shown: '3', count: '7'})`. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/%(\w+)/gu, (whole, name: string) => values[name] ?? whole);
