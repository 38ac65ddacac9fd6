import { button, element, moment } from './element.ts';
import type { Comment, Thread } from './thread.ts';

/** What a card needs of the page around it. */
export interface CardContext {
  /** Was it said since the reader's last visit, by somebody else? */
  isNew: (comment: Comment) => boolean;
  /** What became of the passage, as elements; computed when asked for. */
  whatChanged: (thread: Thread) => Promise<Node>;
  /** Where the comments' addresses begin. */
  root: string;
  /** Adds what a reader may do; nothing where they may only read. */
  actions?: (thread: Thread, comment: Comment | undefined, into: HTMLElement) => void;
}

const kinds = {
  remark: 'Remark',
  question: 'Question',
  concern: 'Concern',
  suggestion: 'Suggestion',
} as const;

const outcomes = {
  exact: '',
  edited: 'The passage was edited since.',
  rewritten: 'The passage was rewritten since.',
  moved: 'The passage was moved since.',
  orphaned: 'The passage is no longer in the text.',
} as const;

const notTold = 'Where the passage is now could not be told in time.';

/** A thread as it stands beside its passage. */
export function threadCard(thread: Thread, context: CardContext): HTMLElement {
  const { id, kind, state, openedBy, quote, placement, comments } = thread;
  const isResolved = state === 'resolved';
  const card = element('section', {
    class: 'thread',
    role: 'group',
    id: `thread-${id}`,
    'data-kind': kind,
    'data-state': state,
    'aria-label': `${kinds[kind]} of ${openedBy.name}${isResolved ? ', resolved' : ''}`,
    tabindex: '-1',
  });
  const head = element('p', { class: 'thread-head' }, element('strong', {}, kinds[kind]));
  if (isResolved) head.append(element('span', { class: 'thread-state' }, 'resolved'));
  if (kind === 'suggestion') {
    head.append(element('a', { href: `${context.root}/threads/${id}/patch` }, 'as a patch'));
  }
  head.append(element('a', { href: `#thread-${id}`, class: 'thread-link' }, 'link'));
  card.append(head);
  if (thread.lookAgain === true) {
    const words = 'Its passage changed since: does the concern still stand?';
    card.append(element('p', { class: 'thread-look' }, words));
  }
  if (placement === null) card.append(element('p', {}, 'Its place is being computed.'));
  else if (placement.outcome !== 'exact') {
    const isTold = placement.method !== 'none';
    if (placement.outcome === 'orphaned') {
      const said = isTold ? element('del', {}, quote) : quote;
      card.append(element('blockquote', { class: 'thread-quote' }, said));
    }
    card.append(changed(thread, isTold ? outcomes[placement.outcome] : notTold, context));
  }
  const shown = comments.map((comment) => commentElement(thread, comment, context));
  // A resolved thread is there, folded: its first words say what it was about.
  if (isResolved) {
    const summary = element('summary', {}, `${count(comments.length)} on “${shorten(quote)}”`);
    card.append(element('details', {}, summary, ...shown));
  } else card.append(...shown);
  if (context.actions !== undefined) {
    const foot = element('div', { class: 'thread-foot' });
    card.append(foot);
    context.actions(thread, undefined, foot);
  }
  return card;
}

function changed(thread: Thread, outcome: string, context: CardContext): HTMLElement {
  const details = element('details', { class: 'thread-changed' });
  const summary = element('summary', {}, outcome, ' ', element('span', {}, 'What changed'));
  details.append(summary);
  details.addEventListener(
    'toggle',
    () => {
      void context.whatChanged(thread).then(
        (what) => {
          details.append(what);
        },
        () => {
          details.append(element('p', {}, `It said: “${thread.quote}”`));
        },
      );
    },
    { once: true },
  );
  return details;
}

function commentElement(thread: Thread, comment: Comment, context: CardContext): HTMLElement {
  const { id, author, at, editedAt, deletedAt, hidden, held, html, body } = comment;
  const isNew = context.isNew(comment);
  const by = element(
    'p',
    { class: 'comment-by' },
    element('strong', {}, author.name),
    ' ',
    moment(at),
  );
  if (editedAt !== null && editedAt !== undefined) by.append(' · edited');
  if (held === true) by.append(' · waits for a moderator');
  if (isNew) by.append(' ', element('span', { class: 'comment-new' }, 'new'));
  const said = element('div', { class: 'comment-body' });
  if (deletedAt !== null && deletedAt !== undefined) said.append(element('em', {}, 'deleted'));
  else if (hidden) said.append(element('em', {}, `hidden by a moderator: ${hidden.reason}`));
  // Sanitised by the server, by the same list as the blueprint's own text.
  else if (typeof html === 'string') said.innerHTML = html;
  else said.append(element('p', { class: 'comment-plain' }, body ?? ''));
  const article = element('article', { class: 'comment', id: `comment-${id}` }, by, said);
  if (context.actions !== undefined) {
    const foot = element('div', { class: 'comment-foot' });
    article.append(foot);
    context.actions(thread, comment, foot);
  } else if (Object.keys(comment.reactions ?? {}).length > 0) article.append(signs(comment));
  return article;
}

/** Reactions in words, for who may not react. */
function signs({ reactions = {} }: Comment): HTMLElement {
  const all = Object.entries(reactions).map(([sign, given]) => `${sign} ${given}`);
  return element('p', { class: 'comment-signs' }, all.join(' · '));
}

function count(comments: number): string {
  return comments === 1 ? 'One comment' : `${comments} comments`;
}

export function shorten(text: string, most = 80): string {
  return text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
}

/** What stands above the threads of one passage: where one is among all, and the way out. */
export function cardsHead(
  { at, of, among }: { at: number; of: number; among: 'all' | 'open' | 'new' },
  go: (step: -1 | 1) => void,
  close: () => void,
): HTMLElement {
  const head = element('div', { class: 'cards-head' });
  const said = among === 'all' ? '' : ` ${among}`;
  if (of > 1 && at > 0) {
    head.append(
      button(
        '‹',
        () => {
          go(-1);
        },
        { 'aria-label': `Previous${said} discussion` },
      ),
      element('span', {}, `${at} of ${of}${said}`),
      button(
        '›',
        () => {
          go(1);
        },
        { 'aria-label': `Next${said} discussion` },
      ),
    );
  }
  head.append(button('×', close, { 'aria-label': 'Close', class: 'cards-close' }));
  return head;
}
