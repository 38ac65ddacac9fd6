import { dayText } from '../../ground/day.ts';
import { threadFragment } from '../../proposal/concern-thread.ts';
import type { FrozenThread, FrozenThreads } from '../../comments/frozen/frozen-threads.ts';
import type { StandingComment, StandingThread } from './standing-thread.ts';

/**
 * A thread of a frozen state as a page shows it. Its element has the id that the server's own page gives
 * it: a permalink leads to it here, too.
 *
 * @param name of its proposal's folder
 */
export function frozenStanding(
  { id, kind, state, resolved, quote, comments }: FrozenThread,
  { from }: Pick<FrozenThreads, 'from'>,
  name: string,
): StandingThread {
  const fragment = threadFragment(id);
  return {
    ...{ id: fragment, store: id, kind, state, resolved, quote },
    origin:
      from === undefined
        ? undefined
        : { words: 'go on there', url: `${from}/proposals/${name}/#${fragment}` },
    comments: comments.map(standingComment),
  };
}

function standingComment(comment: FrozenThread['comments'][number]): StandingComment {
  const { id, by, at, edited, text, deleted, hidden, signs = {} } = comment;
  return {
    ...{ id, by, at, text },
    notes: [
      ...(edited === undefined ? [] : [`edited on ${dayText(edited.slice(0, 10))}`]),
      ...(deleted === true ? ['deleted'] : []),
      ...(hidden === undefined ? [] : [`hidden by a moderator: ${hidden}`]),
      ...Object.entries(signs).map(([sign, count]) => `${sign} ${count}`),
    ],
  };
}
