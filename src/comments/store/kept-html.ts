import type { Kysely } from 'kysely';
import { rendererName } from '../rendering/renderer.ts';
import { newestWording } from './newest-wording.ts';
import type { Tables } from './tables.ts';
import type { WholeWrites } from './whole-writes.ts';
import { keepHtml } from './wording.ts';

/** Comments that are rendered in one write: readers and writers wait no longer than for these. */
const atOnce = 20;

/**
 * Renders what was not rendered by this program yet: what a back-up or an earlier version left. Nobody
 * waits for it; until then a reader is given what is rendered for them.
 *
 * @param signal ends it after the write that is under way
 * @returns how many comments were rendered
 */
export async function renderMissing(whole: WholeWrites, signal?: AbortSignal): Promise<number> {
  let rendered = 0;
  for (let after = 0; signal?.aborted !== true;) {
    const some = await notRendered(whole.db, after);
    const last = some.at(-1);
    if (last === undefined) break;
    // Read again where nobody else writes: somebody may have edited or deleted one meanwhile.
    rendered += await whole.write(async (db) => {
      const still = await notRendered(db, after, last.seq);
      for (const one of still) await keepHtml(db, one);
      return still.length;
    });
    after = last.seq;
  }
  return rendered;
}

function notRendered(db: Kysely<Tables>, after: number, until?: number) {
  return db
    .selectFrom('comment')
    .innerJoin('comment_version', 'comment_version.comment', 'comment.id')
    .leftJoin('comment_html', (join) =>
      join
        .onRef('comment_html.comment', '=', 'comment.id')
        .onRef('comment_html.number', '=', 'comment_version.number')
        .on('comment_html.renderer', '=', rendererName()),
    )
    .where('comment.seq', '>', after)
    .$if(until !== undefined, (select) => select.where('comment.seq', '<=', until ?? 0))
    .where('comment_html.comment', 'is', null)
    .where('comment_version.number', '=', newestWording)
    .select(['comment.seq', 'comment.id as comment', 'comment_version.number'])
    .select('comment_version.body')
    .orderBy('comment.seq')
    .limit(atOnce)
    .execute();
}
