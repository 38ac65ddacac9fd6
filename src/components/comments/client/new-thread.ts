import { selectorsOf, type PassageSelectors } from '../../../comments/anchoring/selector.ts';
import type { TextRange } from '../../../comments/anchoring/text-range.ts';
import { compose } from './compose.ts';
import type { DiscussedPage } from './discussed-page.ts';
import { draftOf, draftsOf, keepDraft } from './drafts.ts';
import { blockAt, type PageBlock } from './page-text.ts';
import { preview } from './preview.ts';
import { signInLink } from './sign-in.ts';
import { passageFields, type Kind } from './thread-fields.ts';
import { trimmed } from './trimmed.ts';

/** Longest passage that the server takes, in characters. */
const longestPassage = 10_000;

/** Adds below the threads of a block the way to a further one. */
type Offer = (block: PageBlock, cards: HTMLElement) => void;

/** What a new thread is about. */
interface Chosen {
  /** The block at which it is written. */
  at: PageBlock;
  /** Where the passage stands in the page's text; undefined: it was chosen in another revision. */
  range: TextRange | undefined;
  revision: string;
  passage: PassageSelectors;
  /** Name of its draft. */
  draft: string;
}

/** A new thread: on the passage, or on a block, of which a part can be chosen. */
export function beginThread(
  of: DiscussedPage,
  block: PageBlock | undefined,
  given: TextRange | undefined,
  offer: Offer,
): void {
  const at = block ?? blockAt(of.page, given?.start ?? 0);
  if (at === undefined) return;
  const kept = given === undefined ? draftsHere(of).find((one) => isIn(one, at)) : undefined;
  const isNew = block === undefined || !of.cards.isConnected;
  if (isNew) of.open(at);
  writeThread(of, { at, ...chosenOf(of, kept ?? bounded(of, given ?? at)) }, offer);
}

/** Goes on with what was written last and not sent; the text may have changed since. */
export function resumeThread(of: DiscussedPage, offer: Offer): void {
  const [last] = draftsOf(`new-${of.proposal}-`);
  const { revision, passage, range } = last?.draft ?? {};
  if (last === undefined || passage === undefined || revision === undefined) return;
  const isHere = revision === of.revision && range !== undefined;
  const start = isHere ? range.start : Math.max(0, of.page.text.indexOf(passage.quote.exact));
  const at = blockAt(of.page, start);
  if (at === undefined) return;
  of.open(at);
  const name = last.name;
  writeThread(of, { at, revision, passage, range: isHere ? range : undefined, draft: name }, offer);
}

function draftsHere(of: DiscussedPage): TextRange[] {
  return draftsOf(`new-${of.proposal}-`).flatMap(({ draft: { revision, range } }) =>
    revision === of.revision && range !== undefined ? [range] : [],
  );
}

function isIn({ start }: TextRange, block: PageBlock): boolean {
  return start >= block.start && start < block.end;
}

/** No longer than a passage may be, and not half of a character at its end. */
function bounded({ page }: DiscussedPage, { start, end }: TextRange): TextRange {
  const most = Math.min(end, start + longestPassage);
  const isHalf = most < end && /[\uD800-\uDBFF]/.test(page.text.charAt(most - 1));
  return { start, end: isHalf ? most - 1 : most };
}

function chosenOf({ page, proposal, revision }: DiscussedPage, range: TextRange) {
  const draft = `new-${proposal}-${revision.slice(0, 8)}-${range.start}-${range.end}`;
  return { range, revision, passage: selectorsOf(page.text, range), draft };
}

function writeThread(of: DiscussedPage, chosen: Chosen, offer: Offer): void {
  const { session, proposal, server, cards, page } = of;
  const { at, revision, draft } = chosen;
  let { range, passage } = chosen;
  cards.querySelector('.compose-new')?.remove();
  cards.querySelector('.compose')?.remove();
  of.mark(range);
  if (session.person === null) {
    const way = signInLink('Sign in to comment', session, server.root, () => {
      keepDraft(draft, { body: '', revision, passage, ...(range && { range }) }, true);
    });
    way.classList.add('compose-new');
    cards.append(way);
    way.focus({ preventScroll: true });
    return;
  }
  const kept = draftOf(draft);
  // One that was only chosen is no draft before something is written.
  if (kept?.body.trim() === '') keepDraft(draft, undefined);
  const fields = passageFields({
    quote: passage.quote.exact,
    kind: kept?.kind,
    whole: range && page.text.slice(at.start, Math.max(at.end, range.end)),
    choose: (from, to) => {
      range = trimmed(page.text, { start: at.start + from, end: at.start + to });
      passage = selectorsOf(page.text, range);
      of.mark(range);
      return passage.quote.exact;
    },
  });
  const form = compose({
    draft,
    label: 'What do you say to it?',
    send: 'Comment',
    fields: fields.elements,
    more: () => ({ revision, passage, kind: fields.kind(), ...(range && { range }) }),
    preview: (body) => preview(server, body),
    act: async (body, key) => {
      const given = { kind: fields.kind(), revision, passage, body };
      const path = `/${proposal}/threads`;
      const { thread } = await server.ask<{ thread: string }>(path, 'POST', given, key);
      return async () => {
        await of.show(thread);
        of.say('Your comment is there.');
      };
    },
    close: () => {
      form.remove();
      of.drawBar();
      if (cards.querySelector('.thread') === null) of.close();
      else offer(at, cards);
    },
  });
  const text = form.querySelector<HTMLTextAreaElement>('.compose-text');
  fields.onKind((kind: Kind) => {
    // A suggestion says what should stand there instead.
    if (kind === 'suggestion' && text?.value === '') {
      text.value = `\`\`\`suggestion\n${passage.quote.exact}\n\`\`\`\n`;
    }
  });
  cards.append(form);
  text?.focus({ preventScroll: true });
  form.scrollIntoView({ block: 'nearest' });
}
