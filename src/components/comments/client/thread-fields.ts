import { element } from './element.ts';

const kinds = {
  remark: 'a remark',
  question: 'a question',
  concern: 'a concern',
  suggestion: 'a suggestion',
};
export type Kind = keyof typeof kinds;

/** What a new thread is asked beside its text. */
export interface ThreadFields {
  elements: HTMLElement[];
  kind: () => Kind;
  onKind: (act: (kind: Kind) => void) => void;
}

/** The passage of a new thread, a way to choose a part of it without a mouse, and the thread's kind. */
export function passageFields(given: {
  quote: string;
  kind: string | undefined;
  /** The text of which a part can be chosen; undefined: none can. */
  whole: string | undefined;
  /** Chooses from one offset of it to another; returns what the passage says then. */
  choose: (from: number, to: number) => string;
}): ThreadFields {
  const kind = element('select', { id: 'compose-kind' });
  for (const [value, words] of Object.entries(kinds)) {
    kind.append(element('option', { value, selected: given.kind === value }, words));
  }
  const chosen = () => kind.value as Kind;
  const quote = element('blockquote', { class: 'compose-quote' }, given.quote);
  const elements: HTMLElement[] = [quote];
  if (given.whole !== undefined) {
    // Chromium's read-only fields have no caret that a keyboard could move: this one takes no input.
    const attributes = {
      id: 'compose-part',
      rows: '4',
      'aria-readonly': 'true',
      inputmode: 'none',
    };
    const part = element('textarea', attributes);
    part.value = given.whole;
    part.setSelectionRange(0, 0);
    part.addEventListener('beforeinput', (event) => {
      event.preventDefault();
    });
    part.addEventListener('select', () => {
      const { selectionStart: from, selectionEnd: to } = part;
      if (from < to) quote.textContent = given.choose(from, to);
    });
    const label = 'Select within this text (Shift and arrows)';
    elements.push(
      element(
        'details',
        { class: 'compose-part' },
        element('summary', {}, 'Choose a part of it'),
        element('label', { for: 'compose-part' }, label),
        part,
      ),
    );
  }
  elements.push(element('p', {}, element('label', { for: 'compose-kind' }, 'This is '), kind));
  return {
    elements,
    kind: chosen,
    onKind: (act) => {
      kind.addEventListener('change', () => {
        act(chosen());
      });
    },
  };
}
