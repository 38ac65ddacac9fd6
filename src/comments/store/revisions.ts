import type { Kysely } from 'kysely';
import type { Placement } from '../anchoring/placement.ts';
import { reanchor } from '../anchoring/reanchor.ts';
import { revisionName } from '../anchoring/revision.ts';
import type { TextRange } from '../anchoring/text-range.ts';
import { placementRow, storePlacements, unplacedIn } from './placements.ts';
import { newestRevision } from './newest-revision.ts';
import type { Tables } from './tables.ts';
import type { WholeWrites } from './whole-writes.ts';

/** A text of a proposal, as a build lists it. */
export interface GivenRevision {
  /** Canonical text. */
  text: string;
  /** r1, r2, … without the letter; none where it is not published. */
  number?: number | undefined;
}

/** Computes placements: in this process, or where its time is limited. */
export type Place = (
  before: string,
  after: string,
  ranges: readonly TextRange[],
) => Promise<Placement[]>;

const inThisProcess: Place = (...given) => Promise.resolve(reanchor(...given));

/** The texts of proposals, and where threads stand in them. */
export class Revisions {
  readonly #whole: WholeWrites;

  constructor(whole: WholeWrites) {
    this.#whole = whole;
  }

  /**
   * Takes the texts of a proposal as they are now: what is new is added, numbers are those that are
   * given (a branch may have been written anew). A draft in which no passage was chosen goes once
   * another text is the head.
   *
   * @param head name of what the page shows; default: the one of the highest number
   * @returns their names, in the same order
   */
  async publish(
    proposal: number,
    given: readonly GivenRevision[],
    head?: string,
  ): Promise<string[]> {
    const names = await Promise.all(given.map(({ text }) => revisionName(text)));
    await this.#whole.write(async (db) => {
      const known = await db
        .selectFrom('revision')
        .where('proposal', '=', proposal)
        .select(['name', 'number'])
        .execute();
      const numbers = new Map(given.map(({ number }, i) => [names[i] ?? '', number ?? null]));
      const taken = new Map(known.map(({ name, number }) => [name, number]));
      const renumbered = [...numbers].filter(
        ([name, number]) => taken.has(name) && number !== null && taken.get(name) !== number,
      );
      const wanted = new Set([...numbers.values()].filter((number) => number !== null));
      const freed = known.filter(
        ({ name, number }) => number !== null && wanted.has(number) && numbers.get(name) !== number,
      );
      for (const name of new Set([
        ...renumbered.map(([one]) => one),
        ...freed.map((one) => one.name),
      ])) {
        await db
          .updateTable('revision')
          .set({ number: null })
          .where('proposal', '=', proposal)
          .where('name', '=', name)
          .execute();
      }
      for (const [name, number] of renumbered) {
        await db
          .updateTable('revision')
          .set({ number })
          .where('proposal', '=', proposal)
          .where('name', '=', name)
          .execute();
      }
      for (const [i, { text, number }] of given.entries()) {
        const name = names[i] ?? '';
        if (taken.has(name)) continue;
        taken.set(name, number ?? null);
        await db
          .insertInto('revision')
          .values({ name, proposal, number: number ?? null, text })
          .execute();
      }
      if (head === undefined) return;
      await db
        .insertInto('head')
        .values({ proposal, revision: head })
        .onConflict((conflict) => conflict.column('proposal').doUpdateSet({ revision: head }))
        .execute();
      await this.#dropDrafts(db, proposal, head);
    });
    return names;
  }

  /** Name of what a proposal's page shows, where its texts are known. */
  async head(proposal: number): Promise<string | undefined> {
    return (await newestRevision(this.#whole.db, proposal))?.name;
  }

  /** The text of a revision. */
  async text(proposal: number, name: string): Promise<string | undefined> {
    const row = await this.#whole.db
      .selectFrom('revision')
      .where('proposal', '=', proposal)
      .where('name', '=', name)
      .select('text')
      .executeTakeFirst();
    return row?.text;
  }

  /**
   * Places the threads of a proposal that have no place in a revision yet; what is not found is
   * orphaned, so that nothing is left out. Nobody waits: others write while it is computed.
   *
   * @param name default: the head
   * @returns how many were placed
   */
  async placeAll(proposal: number, name?: string, place: Place = inThisProcess): Promise<number> {
    const revision = name ?? (await this.head(proposal));
    if (revision === undefined) return 0;
    const text = await this.text(proposal, revision);
    if (text === undefined) return 0;
    const of = { name: revision, proposal };
    let placed = 0;
    for (const { before, threads } of await unplacedIn(this.#whole.db, of)) {
      const placements = await place(before, text, threads);
      const rows = threads.flatMap(({ id }, i) => {
        const placement = placements[i];
        return placement === undefined ? [] : [placementRow(id, revision, placement)];
      });
      placed += await this.#whole.write((db) => storePlacements(db, of, rows));
    }
    return placed;
  }

  async #dropDrafts(db: Kysely<Tables>, proposal: number, head: string): Promise<void> {
    const drafts = await db
      .selectFrom('revision')
      .where('proposal', '=', proposal)
      .where('number', 'is', null)
      .where('name', '<>', head)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('thread')
              .whereRef('thread.proposal', '=', 'revision.proposal')
              .where((inner) =>
                inner.or([
                  inner('thread.revision', '=', inner.ref('revision.name')),
                  inner('thread.looked', '=', inner.ref('revision.name')),
                ]),
              )
              .select('thread.id'),
          ),
        ),
      )
      .select('name')
      .execute();
    for (const { name } of drafts) {
      const threads = db.selectFrom('thread').where('proposal', '=', proposal).select('id');
      await db
        .deleteFrom('placement')
        .where('revision', '=', name)
        .where('thread', 'in', threads)
        .execute();
      await db
        .deleteFrom('revision')
        .where('proposal', '=', proposal)
        .where('name', '=', name)
        .execute();
    }
  }
}
