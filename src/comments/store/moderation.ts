import type { Transaction } from 'kysely';
import { newCommentSchema, valid } from './input.ts';
import { newestWording } from './newest-wording.ts';
import { Refused } from './refused.ts';
import { knownPerson, livingComment, tell } from './rows.ts';
import type { Tables } from './tables.ts';
import type { WholeWrites } from './whole-writes.ts';

type Db = Transaction<Tables>;

/** What moderators do; every act is in the log. Who may is decided by whoever calls. */
export class Moderation {
  readonly #whole: WholeWrites;
  readonly #now: () => Date;

  constructor(whole: WholeWrites, now: () => Date) {
    this.#whole = whole;
    this.#now = now;
  }

  /** Bars a person from writing; what they wrote stays, and they may read, take what is kept, and leave. */
  async ban(by: string, person: string, reason: string): Promise<void> {
    const words = reasonOf(reason);
    await this.#act(by, async (db, at) => {
      await knownPerson(db, person);
      await db
        .insertInto('ban')
        .values({ person, reason: words, by, at })
        .onConflict((conflict) => conflict.column('person').doUpdateSet({ reason: words, by, at }))
        .execute();
      await tell(db, { kind: 'banned', person: by, at, data: { person, reason: words } });
    });
  }

  /** Lets a person write again. */
  async unban(by: string, person: string): Promise<void> {
    await this.#act(by, async (db, at) => {
      await db.deleteFrom('ban').where('person', '=', person).execute();
      await db.deleteFrom('barred').where('person', '=', person).execute();
      await tell(db, { kind: 'unbanned', person: by, at, data: { person } });
    });
  }

  /** Hides what a comment says; that it was, by whom, and why it is hidden is seen by everybody. */
  async hide(by: string, comment: string, reason: string): Promise<void> {
    const words = reasonOf(reason);
    await this.#act(by, async (db, at) => {
      const { thread } = await livingComment(db, comment);
      await db
        .updateTable('comment')
        .set({ hidden_at: at, hidden_by: by, hidden_reason: words, held: 0 })
        .where('id', '=', comment)
        .execute();
      await tell(db, { kind: 'hidden', thread, comment, person: by, at, data: { reason: words } });
    });
  }

  /** Shows a hidden comment again. */
  async restore(by: string, comment: string): Promise<void> {
    await this.#act(by, async (db, at) => {
      const { thread, hidden_at } = await livingComment(db, comment);
      if (hidden_at === null) return;
      await db
        .updateTable('comment')
        .set({ hidden_at: null, hidden_by: null, hidden_reason: null })
        .where('id', '=', comment)
        .execute();
      await tell(db, { kind: 'restored', thread, comment, person: by, at });
    });
  }

  /** Lets everybody see a held comment. */
  async release(by: string, comment: string): Promise<void> {
    await this.#act(by, async (db, at) => {
      const { thread, held } = await livingComment(db, comment);
      if (held === 0) return;
      await db.updateTable('comment').set({ held: 0 }).where('id', '=', comment).execute();
      await tell(db, { kind: 'released', thread, comment, person: by, at });
    });
  }

  /** Comments that wait to be seen, oldest first; of one proposal, or of all. */
  held(proposal?: number, limit = 100) {
    return this.#whole.db
      .selectFrom('comment')
      .innerJoin('thread', 'thread.id', 'comment.thread')
      .innerJoin('person', 'person.id', 'comment.author')
      .innerJoin('comment_version', 'comment_version.comment', 'comment.id')
      .where('comment.held', '=', 1)
      .where('comment.deleted_at', 'is', null)
      .$if(proposal !== undefined, (query) => query.where('thread.proposal', '=', proposal ?? 0))
      .select(['comment.id', 'comment.thread', 'thread.proposal', 'comment.at'])
      .select(['person.id as person', 'person.name', 'comment_version.body'])
      .where('comment_version.number', '=', newestWording)
      .orderBy('comment.seq')
      .limit(limit)
      .execute();
  }

  /** Whoever was banned does not moderate either. */
  #act(by: string, act: (db: Db, at: string) => Promise<void>): Promise<void> {
    return this.#whole.write(async (db) => {
      await mayWrite(db, by);
      await act(db, this.#now().toISOString());
    });
  }
}

/** @throws {Refused} where a person was erased or banned */
export async function mayWrite(db: Db, person: string): Promise<void> {
  const { banned } = await knownPerson(db, person);
  if (banned !== null) throw new Refused('banned', `may not write: ${banned}`);
}

function reasonOf(text: string): string {
  return valid(newCommentSchema, { body: text }).body;
}
