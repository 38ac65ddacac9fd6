import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Who } from './comment-site.ts';
import { moderationForm } from './moderation-forms.ts';
import { safeContent } from './page.ts';
import type { ShownComment, ShownThread } from './shown-thread.ts';

const placed = {
  exact: undefined,
  edited: 'its passage was edited since',
  rewritten: 'its passage was rewritten since',
  moved: 'its passage was moved since',
  orphaned: 'its passage is gone',
} as const;

function becameOf(placement: ShownThread['placement']): string | undefined {
  if (placement === null) return 'its passage is being placed';
  return placement.method === 'none'
    ? 'where its passage is could not be told in time'
    : placed[placement.outcome];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function stateWords({ state, resolved }: ShownThread): string {
  if (resolved === null) return state;
  return `resolved by ${resolved.by.name} on ${resolved.at.slice(0, 10)}`;
}

/** A thread with the forms by which its reader may answer. */
export function threadElement(base: string, thread: ShownThread, who?: Who): ElementContent {
  const reader = who?.id;
  const { id, kind, state, openedBy, quote, placement, lookAgain, comments } = thread;
  const became = becameOf(placement);
  const facts = [kind, stateWords(thread), became, lookAgain ? 'does it still stand?' : undefined];
  const other = state === 'open' ? 'resolved' : 'open';
  const act = { method: 'post' };
  // A concern is resolved by who raised it.
  const mayEnd = kind !== 'concern' || state === 'resolved' || openedBy.id === reader;
  return h('article', { id: `thread-${id}` }, [
    h('h2', capital(facts.filter((one) => one !== undefined).join(', '))),
    h('blockquote', quote),
    ...comments.map((comment) =>
      commentElement(base, { ...comment, proposal: thread.proposal }, who),
    ),
    ...(reader === undefined
      ? []
      : [
          h('form', { ...act, action: `${base}/comments/threads/${id}/replies-form` }, [
            h('p', h('label', ['Answer', h('textarea', { name: 'body', required: true })])),
            h('button', 'Answer'),
          ]),
          ...(mayEnd
            ? [
                h('form', { ...act, action: `${base}/comments/threads/${id}/state-form` }, [
                  h('input', { type: 'hidden', name: 'state', value: other }),
                  h('p', h('button', state === 'open' ? 'Resolve' : 'Open again')),
                ]),
              ]
            : []),
          ...(lookAgain && openedBy.id === reader
            ? [
                h('form', { ...act, action: `${base}/comments/threads/${id}/look-form` }, [
                  h('p', h('button', 'It still stands')),
                ]),
              ]
            : []),
        ]),
  ]);
}

function commentElement(
  base: string,
  { proposal, ...comment }: ShownComment & { proposal: number },
  who?: Who,
): ElementContent {
  const { id, author, at, editedAt, deletedAt, hidden, held, html } = comment;
  const facts = [
    h('strong', author.name),
    ', ',
    h('time', { dateTime: at }, at.slice(0, 16).replace('T', ' ')),
    ...(editedAt === null ? [] : [', edited']),
    ...(held ? [', waits for a moderator'] : []),
    ...(hidden === null ? [] : [`, hidden: ${hidden.reason}`]),
    ...(deletedAt === null ? [] : [', deleted']),
  ];
  return h('section', { id: `comment-${id}` }, [
    h('p', facts),
    ...(html === null ? [] : [h('div', [safeContent(html)])]),
    ...(author.id === who?.id && deletedAt === null
      ? [
          h('form', { method: 'post', action: `${base}/comments/comments/${id}/delete-form` }, [
            h('button', 'Delete'),
          ]),
        ]
      : []),
    ...(who === undefined ? [] : moderationForm(base, comment, who.roleAt(proposal))),
  ]);
}
