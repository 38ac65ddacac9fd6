import type { ReadComment, ReadThread } from '../store/read-thread.ts';

/** A comment as it is answered. */
export type ShownComment = Omit<ReadComment, 'hidden'> & { hidden: { reason: string } | null };
export type ShownThread = Omit<ReadThread, 'comments'> & { comments: ShownComment[] };

export function shownThread(thread: ReadThread): ShownThread {
  return { ...thread, comments: thread.comments.map(shownComment) };
}

export function shownPage(page: { threads: ReadThread[]; next: number | null }) {
  return { threads: page.threads.map(shownThread), next: page.next };
}

function shownComment(comment: ReadComment): ShownComment {
  const { hidden } = comment;
  return { ...comment, hidden: hidden === null ? null : { reason: hidden } };
}
