import { sql, type Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { newestRevision } from './newest-revision.ts';
import type { ThreadQuery } from './read-thread.ts';
import type { Tables } from './tables.ts';
import { threadsTag } from './threads-tag.ts';

/** Pages whose tag is remembered. */
const mostPages = 5000;

/** Tags of pages of threads, computed again only after something happened to their proposal. */
export class PageTags {
  readonly #db: Kysely<Tables>;
  readonly #known = new LRUCache<string, { state: string; tag: string }>({ max: mostPages });

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async tag(query: ThreadQuery): Promise<string> {
    const revision = query.revision ?? (await newestRevision(this.#db, query.proposal))?.name ?? '';
    const of = { ...query, revision };
    const page = JSON.stringify(of);
    const state = await stateOf(this.#db, query.proposal);
    const known = this.#known.get(page);
    if (known?.state === state) return known.tag;
    // What happens from here on is another state, which the next one who asks finds.
    const tag = await threadsTag(this.#db, of);
    this.#known.set(page, { state, tag });
    return tag;
  }
}

/**
 * What changes with everything that is read of a proposal: whatever is told of it, or of people, is in
 * the log; placements are counted.
 */
async function stateOf(db: Kysely<Tables>, proposal: number): Promise<string> {
  const last = (of: number | null) =>
    db
      .selectFrom('event')
      .where('proposal', of === null ? 'is' : '=', of)
      .select(({ fn }) => fn.max('seq').as('seq'));
  const placed = db
    .selectFrom('revision')
    .where('proposal', '=', proposal)
    .select(({ fn }) => fn.sum('placed').as('placed'));
  const row = await db
    .selectNoFrom([
      sql<number>`coalesce(${last(proposal)}, 0)`.as('told'),
      sql<number>`coalesce(${last(null)}, 0)`.as('people'),
      sql<number>`coalesce(${placed}, 0)`.as('placed'),
    ])
    .executeTakeFirstOrThrow();
  return `${row.told}-${row.people}-${row.placed}`;
}
