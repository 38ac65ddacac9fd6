import { selectorsOf } from '../../../comments/anchoring/selector.ts';
import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import { compose } from './compose.ts';
import type { DiscussedPage } from './discussed-page.ts';
import { draftOf } from './drafts.ts';
import { button, element } from './element.ts';
import type { PageBlock } from './page-text.ts';
import { preview } from './preview.ts';
import { signIn } from './sign-in.ts';
import { trimmed } from './trimmed.ts';

const kinds = {
  remark: 'a remark',
  question: 'a question',
  concern: 'a concern',
  suggestion: 'a suggestion',
};
/** Longest passage that the server takes, in characters. */
const longestPassage = 10_000;

/** A new thread: on the passage, or on a block, of which a part can be chosen. */
export function beginThread(
  of: DiscussedPage,
  block: PageBlock | undefined,
  given: TextRange | undefined,
  offer: (block: PageBlock, cards: HTMLElement) => void,
): void {
  const { page, session, proposal, revision, server } = of;
  const at = block ?? page.blocks.findLast(({ start }) => start <= (given?.start ?? 0));
  if (at === undefined) return;
  let passage = given ?? { start: at.start, end: Math.min(at.end, at.start + longestPassage) };
  const draft = `new-${proposal}`;
  const kept = draftOf(draft);
  if (
    kept?.revision === revision &&
    given === undefined &&
    kept.start !== undefined &&
    kept.end !== undefined &&
    kept.start >= at.start &&
    kept.start < at.end
  ) {
    passage = { start: kept.start, end: kept.end };
  }
  const { cards } = of;
  if (!cards.isConnected || block === undefined) of.open(at);
  if (session.person === null) {
    cards.querySelector('.compose-new')?.remove();
    const way = button(
      'Sign in to comment',
      () => {
        signIn(of);
      },
      { class: 'compose-new' },
    );
    cards.append(way);
    way.focus({ preventScroll: true });
    of.mark(passage);
    return;
  }
  const kind = element('select', { id: 'compose-kind' });
  for (const [value, words] of Object.entries(kinds)) {
    kind.append(
      element('option', { value, ...(kept?.kind === value ? { selected: true } : {}) }, words),
    );
  }
  const part = element('textarea', { id: 'compose-part', rows: '4', readonly: true });
  part.value = page.text.slice(at.start, Math.max(at.end, passage.end));
  const quote = element('blockquote', { class: 'compose-quote' });
  const show = () => {
    quote.textContent = page.text.slice(passage.start, passage.end);
    of.mark(passage);
  };
  part.addEventListener('select', () => {
    const { selectionStart: from, selectionEnd: to } = part;
    if (from === to) return;
    passage = trimmed(page.text, { start: at.start + from, end: at.start + to });
    show();
  });
  show();
  cards.querySelector('.compose-new')?.remove();
  cards.querySelector('.compose')?.remove();
  const form = compose({
    draft,
    label: 'What do you say to it?',
    send: 'Comment',
    fields: [
      quote,
      element(
        'details',
        { class: 'compose-part' },
        element('summary', {}, 'Choose a part of it'),
        element('label', { for: 'compose-part' }, 'Select within this text (Shift and arrows)'),
        part,
      ),
      element('p', {}, element('label', { for: 'compose-kind' }, 'This is '), kind),
    ],
    more: () => ({ ...passage, revision, kind: kind.value }),
    preview: (body) => preview(server, body),
    act: async (body, key) => {
      const made = await server.ask<{ thread: string }>(
        `/${proposal}/threads`,
        'POST',
        { kind: kind.value, revision, passage: selectorsOf(page.text, passage), body },
        key,
      );
      await of.show(made.thread);
      of.say('Your comment is there.');
    },
    close: () => {
      form.remove();
      if (cards.querySelector('.thread') === null) of.close();
      else offer(at, cards);
    },
  });
  kind.addEventListener('change', () => {
    const text = form.querySelector<HTMLTextAreaElement>(`[id="compose-${draft}"]`);
    // A suggestion says what should stand there instead.
    if (kind.value === 'suggestion' && text?.value === '') {
      text.value = `\`\`\`suggestion\n${page.text.slice(passage.start, passage.end)}\n\`\`\`\n`;
    }
  });
  cards.append(form);
  form
    .querySelector<HTMLTextAreaElement>(`[id="compose-${draft}"]`)
    ?.focus({ preventScroll: true });
  form.scrollIntoView({ block: 'nearest' });
}
