import { keepDraft, draftOf, type Draft } from './drafts.ts';
import { button, element } from './element.ts';
import { NotDone } from './server.ts';

/** What a form writes, and where it goes. */
export interface Composed {
  /** Name of its draft. */
  draft: string;
  label: string;
  send: string;
  /** What stands in it, if nothing of it was kept. */
  body?: string;
  /** Fields above the text. */
  fields?: HTMLElement[];
  /** What a draft keeps beside its text. */
  more?: () => Omit<Draft, 'body'>;
  /** Renders what is written. */
  preview: (body: string) => Promise<string>;
  /**
   * @param key the same for the same text, so that it is done once however often it is sent
   * @returns what shows it, once no draft of it is left
   */
  act: (body: string, key: string) => Promise<() => Promise<void>>;
  /** Takes the form away; what stands in it is kept. */
  close: () => void;
}

/** A form that writes a comment. What stands in it is kept until it was sent. */
export function compose(of: Composed): HTMLFormElement {
  const id = `compose-${of.draft}`;
  const text = element('textarea', {
    id,
    class: 'compose-text',
    rows: '5',
    'aria-describedby': `${id}-help`,
  });
  text.value = draftOf(of.draft)?.body ?? of.body ?? '';
  const fault = element('p', { class: 'compose-fault', role: 'alert' });
  const shown = element('div', { class: 'comment-body compose-preview', hidden: true });
  const send = element('button', { type: 'submit', class: 'compose-send' }, of.send);
  let tried = { body: '', key: '' };
  const keep = () => {
    keepDraft(of.draft, { ...of.more?.(), body: text.value });
  };
  text.addEventListener('input', keep);
  const failed = (error: unknown) => {
    if (!(error instanceof NotDone)) throw error;
    fault.textContent = sentence(error.message);
  };
  const look = button('Preview', () => {
    fault.textContent = '';
    void of.preview(text.value).then((html) => {
      shown.innerHTML = html;
      shown.hidden = false;
    }, failed);
  });
  const form = element(
    'form',
    { class: 'compose' },
    ...(of.fields ?? []),
    element('label', { for: id }, of.label),
    text,
    element('p', { class: 'compose-help', id: `${id}-help` }, 'Markdown. Ctrl+Enter sends.'),
    shown,
    fault,
    element('div', { class: 'compose-buttons' }, send, look, button('Cancel', of.close)),
  );
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (event.key === 'Escape') {
      event.preventDefault();
      of.close();
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const body = text.value;
    if (body.trim() === '') {
      fault.textContent = 'Write something first.';
      text.focus();
      return;
    }
    if (tried.body !== body) tried = { body, key: newKey() };
    fault.textContent = '';
    send.disabled = true;
    void of
      .act(body, tried.key)
      .then((show) => {
        keepDraft(of.draft, undefined);
        return show();
      })
      .catch(failed)
      .finally(() => {
        send.disabled = false;
      });
  });
  return form;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** crypto.randomUUID needs a secure origin; a site in a house's own net may have none. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
