// Sending what somebody answered: forms of the page and questions inside the film do it alike.
//
// What waits for the net waits in memory: nothing is ever stored.

/** Where posts go, and what each of them says besides the answers. `action` holds {form}. */
interface Posting {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 20_000;

/** What the server wrote of it; null where the campaign has no endpoint: then nothing can be sent from the page. */
export const posting = (): Posting | null => {
  const text = document.getElementById('posting')?.textContent;
  return text ? (JSON.parse(text) as Posting) : null;
};

/** The same for every attempt to send one answer, so that the endpoint can tell a second attempt from a second answer. */
export const once = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Answers that are no form of the page: `send('film', { question: 'q', answer: '4' })`. True when they arrived.
 *
 * `waits` is called where there is no net: the answer goes out when there is, as long as the page stays open.
 */
export const send = (form: string, answers: Readonly<Record<string, string>>, waits?: () => void): Promise<boolean> => {
  const target = posting();
  if (!target) return Promise.resolve(false);
  const body = new URLSearchParams({ ...target.fields, form, once: once(), ...answers });
  return deliver(target.action.replace('{form}', form), body, waits);
};

/** Post `body` to `action`. True when it arrived; false when it did not: it can be tried again with the same body. */
export const deliver = async (action: string, body: URLSearchParams, waits?: () => void): Promise<boolean> => {
  for (;;) {
    if (!navigator.onLine) {
      waits?.();
      await backOnline();
    }
    try {
      // A type that browsers send across origins without asking first. A redirect is the thanks of a simple endpoint.
      const answer = await fetch(action, {
        method: 'POST',
        body,
        headers: { Accept: 'application/json' },
        credentials: 'omit',
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return answer.ok || answer.type === 'opaqueredirect';
    } catch {
      if (navigator.onLine) return false;
    }
  }
};

const stay = (event: BeforeUnloadEvent): void => event.preventDefault();

/** Until there is a net again. Who leaves the page meanwhile is asked whether they mean it. */
const backOnline = (): Promise<void> =>
  new Promise((resolve) => {
    addEventListener('beforeunload', stay);
    const go = (): void => {
      removeEventListener('beforeunload', stay);
      resolve();
    };
    addEventListener('online', go, { once: true });
  });
