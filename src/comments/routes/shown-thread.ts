import type { ReadComment, ReadThread } from '../store/read-thread.ts';
import { keptHtml } from '../rendering/kept-html.ts';

/** A comment as it is answered: with its HTML, which is safe. */
export type ShownComment = Omit<ReadComment, 'hidden'> & {
  hidden: { reason: string } | null;
  html: string | null;
};
export type ShownThread = Omit<ReadThread, 'comments'> & { comments: ShownComment[] };

export function shownThread(thread: ReadThread): ShownThread {
  return { ...thread, comments: thread.comments.map(shownComment) };
}

export function shownPage(page: { threads: ReadThread[]; next: number | null }) {
  return { threads: page.threads.map(shownThread), next: page.next };
}

function shownComment(comment: ReadComment): ShownComment {
  const { id, body, hidden } = comment;
  return {
    ...comment,
    hidden: hidden === null ? null : { reason: hidden },
    html: body === null ? null : keptHtml(id, body),
  };
}
