import type { Transaction } from 'kysely';
import type { TextRange } from '../anchoring/text-range.ts';
import type { ExportedComment, ExportedThread } from '../exchange/exported-thread.ts';
import { formerParticipant } from './person.ts';
import { placementRow, storePlacements } from './placements.ts';
import { Refused } from './refused.ts';
import { tell } from './rows.ts';
import type { Tables } from './tables.ts';
import type { WholeWrites } from './whole-writes.ts';
import { writeWording } from './wording.ts';

type Db = Transaction<Tables>;

/** A thread of an export whose passage was found in the text of its revision. */
export interface ImportedThread extends Omit<ExportedThread, 'passage'> {
  /** Where in the file it stands, for what is refused. */
  at: string;
  passage: TextRange;
}

/** What an import added; what was there before stays as it is. */
export interface Imported {
  threads: number;
  comments: number;
  /** Threads that were there already, those among them that got comments included. */
  known: number;
}

/** What stands in place of the words of a comment whose export did not hold them. */
const notExported = '*What it said was not exported.*';

/** Takes what another store exported. Who may is decided by whoever calls. */
export class Imports {
  readonly #whole: WholeWrites;
  readonly #now: () => Date;

  constructor(whole: WholeWrites, now: () => Date) {
    this.#whole = whole;
    this.#now = now;
  }

  /**
   * Adds threads and comments under their own ids, with the moments that they bear; whatever is there
   * already stays as it is, so that the same file twice adds nothing the second time.
   *
   * @param origin where they come from: who spoke there can never sign in here as the same person
   * @throws {Refused} with where and why; then nothing was added
   */
  async take(threads: readonly ImportedThread[], origin: string): Promise<Imported> {
    return this.#whole.write(async (db) => {
      const at = this.#now().toISOString();
      const added: Imported = { threads: 0, comments: 0, known: 0 };
      for (const one of threads) {
        const isNew = await addThread(db, one, origin);
        if (isNew) added.threads += 1;
        else added.known += 1;
        const comments = await addComments(db, one, origin, at);
        added.comments += comments;
        if (!isNew && comments === 0) continue;
        const data = { from: origin };
        await tell(db, { kind: 'imported', thread: one.id, person: one.openedBy.id, at, data });
      }
      return added;
    });
  }
}

/** @returns whether it was not there */
async function addThread(db: Db, given: ImportedThread, origin: string): Promise<boolean> {
  const { id, proposal, kind, state, revision, passage, quote, openedBy, openedAt, resolved } =
    given;
  const known = await db
    .selectFrom('thread')
    .where('id', '=', id)
    .select('proposal')
    .executeTakeFirst();
  if (known !== undefined) {
    if (known.proposal === proposal) return false;
    throw new Refused(
      'conflict',
      `${given.at}: thread ${id} belongs to proposal ${known.proposal}`,
    );
  }
  await addPerson(db, openedBy, origin);
  if (resolved !== null) await addPerson(db, resolved.by, origin);
  await db
    .insertInto('thread')
    .values({
      ...{ id, proposal, kind, state, revision, ...passage, quote },
      // Who raised it has seen the text in which it asks for no other look.
      looked: given.lookAgain ? revision : (given.placement?.revision ?? revision),
      opened_by: openedBy.id,
      opened_at: openedAt,
      resolved_at: resolved?.at ?? null,
      resolved_by: resolved?.by.id ?? null,
      // That it is told of counts once more.
      version: given.version - 1,
    })
    .execute();
  const placement = { outcome: 'exact', range: passage, confidence: 1, method: 'diff' } as const;
  await storePlacements(db, { name: revision, proposal }, [placementRow(id, revision, placement)]);
  return true;
}

/** @returns how many were not there */
async function addComments(
  db: Db,
  { id: thread, comments, at: place }: ImportedThread,
  origin: string,
  now: string,
): Promise<number> {
  let added = 0;
  for (const given of comments) {
    const known = await db
      .selectFrom('comment')
      .where('id', '=', given.id)
      .select('thread')
      .executeTakeFirst();
    if (known !== undefined) {
      if (known.thread === thread) continue;
      const message = `${place}: comment ${given.id} belongs to another thread`;
      throw new Refused('conflict', message);
    }
    await addPerson(db, given.author, origin);
    await addComment(db, thread, given, now);
    await addReactions(db, given, origin);
    added += 1;
  }
  return added;
}

async function addComment(
  db: Db,
  thread: string,
  { id, author, at, deletedAt, body, hidden, held, versions, editedAt }: ExportedComment,
  now: string,
): Promise<void> {
  await db
    .insertInto('comment')
    .values({
      ...{ id, thread, author: author.id, at },
      deleted_at: deletedAt,
      held: Number(held),
      hidden_at: hidden === null ? null : now,
      hidden_reason: hidden?.reason ?? null,
    })
    .execute();
  if (deletedAt !== null) return;
  // Earlier wordings were not exported: the last one keeps its number.
  const last = { comment: id, number: Math.max(1, versions), body: body ?? notExported };
  await writeWording(db, { ...last, at: editedAt ?? at });
}

/** Counts alone are exported: as many readers without a name gave each sign. */
async function addReactions(
  db: Db,
  { id: comment, reactions }: ExportedComment,
  origin: string,
): Promise<void> {
  for (const [sign, count] of Object.entries(reactions)) {
    for (let i = 1; i <= count; i++) {
      const person = `${origin} reader ${i}`;
      await addPerson(db, { id: person, name: 'a reader elsewhere' }, origin);
      await db.insertInto('reaction').values({ comment, person, sign }).execute();
    }
  }
}

/** A person who is known by the id already is the same: the file comes from this store, or came before. */
async function addPerson(
  db: Db,
  { id, name }: { id: string; name: string },
  origin: string,
): Promise<void> {
  const isFormer = name === formerParticipant;
  await db
    .insertInto('person')
    .values({
      id,
      // No provider is called so.
      issuer: isFormer ? null : `import:${origin}`,
      subject: isFormer ? null : id,
      name,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
