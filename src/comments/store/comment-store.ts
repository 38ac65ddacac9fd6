import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { passageOf } from '../anchoring/selector.ts';
import {
  identitySchema,
  keySchema,
  newCommentSchema,
  newThreadSchema,
  signSchema,
  valid,
  type Identity,
  type NewThread,
} from './input.ts';
import { answerOnce } from './answer-once.ts';
import { readKeptOf, type KeptOfPerson } from './kept-of-person.ts';
import { mayWrite, Moderation } from './moderation.ts';
import { readNewest, type NewComment, type NewestOf } from './newest.ts';
import { placementRow, storePlacements } from './placements.ts';
export type { Viewer } from './read-threads.ts';
import {
  newestRevision,
  readThread,
  readThreads,
  type ReadThread,
  type ThreadPage,
  threadsTag,
  type ThreadQuery,
  type Viewer,
} from './read-threads.ts';
import { Refused } from './refused.ts';
import { Revisions } from './revisions.ts';
import { addComment, knownPerson, ownComment, livingComment, tell, threadOf } from './rows.ts';
import { Sessions } from './sessions.ts';
import type { Tables } from './tables.ts';
import type { WholeWrites } from './whole-writes.ts';

/** What stands in place of the name of a person who was erased. */
export const formerParticipant = 'former participant';

export interface Writer {
  person: string;
  /** By which the same request may be sent again. */
  key?: string;
  /** A person's first comment is held until a moderator has seen it. */
  holdFirst?: boolean;
}

/** An event as it is read. */
export interface EventRow extends Omit<Tables['event'], 'seq'> {
  seq: number;
}

type Db = Transaction<Tables>;

/**
 * Threads on the passages of proposals. What a method returned is on the disk; one that throws changed
 * nothing. Times and names are the store's own: no caller can forge them.
 */
export class CommentStore implements AsyncDisposable {
  readonly #db: Kysely<Tables>;
  readonly #whole: WholeWrites;
  readonly #now: () => Date;
  readonly #release: () => void;
  readonly revisions: Revisions;
  readonly sessions: Sessions;
  readonly moderation: Moderation;

  constructor(whole: WholeWrites, now: () => Date, release: () => void) {
    this.revisions = new Revisions(whole);
    this.sessions = new Sessions(whole, now);
    this.moderation = new Moderation(whole, now);
    this.#db = whole.db;
    this.#whole = whole;
    this.#now = now;
    this.#release = release;
  }

  async close(): Promise<void> {
    await this.#db.destroy();
    this.#release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The person who has an identity, with the name that they have now; made when seen first. */
  async personOf(given: Identity): Promise<string> {
    const { issuer, subject, name } = valid(identitySchema, given);
    return this.#whole.write(async (db) => {
      const known = await db
        .selectFrom('person')
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .select(['id', 'name'])
        .executeTakeFirst();
      const id = known?.id ?? randomUUID();
      if (known === undefined) {
        await db.insertInto('person').values({ id, issuer, subject, name }).execute();
      } else if (known.name !== name) {
        await db.updateTable('person').set({ name }).where('id', '=', id).execute();
        await tell(db, { kind: 'renamed', person: id, at: this.#at() });
      }
      return id;
    });
  }

  /** Opens a thread on a passage of any revision; {@link Revisions.placeAll} places it in the head. */
  async open(writer: Writer, given: NewThread): Promise<{ thread: string; comment: string }> {
    const wanted = valid(newThreadSchema, given);
    return this.#write(writer, ['open', wanted], async (db, at) => {
      const revision = await db
        .selectFrom('revision')
        .where('name', '=', wanted.revision)
        .where('proposal', '=', wanted.proposal)
        .selectAll()
        .executeTakeFirst();
      if (revision === undefined) {
        throw new Refused('not found', `no revision ${wanted.revision} of this proposal`);
      }
      const range = passageOf(revision.text, wanted.passage);
      if (typeof range === 'string') {
        const why = range === 'outside' ? 'ends outside of it' : 'says something else there';
        throw new Refused('conflict', `the passage is not in that revision: the text ${why}`);
      }
      const thread = randomUUID();
      await db
        .insertInto('thread')
        .values({
          id: thread,
          proposal: wanted.proposal,
          kind: wanted.kind,
          state: 'open',
          revision: revision.name,
          ...range,
          quote: revision.text.slice(range.start, range.end),
          looked: revision.name,
          opened_by: writer.person,
          opened_at: at,
          version: 0,
        })
        .execute();
      const comment = await this.#add(db, writer, { thread, body: wanted.body, at });
      // Elsewhere it is placed in the background.
      const placement = { outcome: 'exact', range, confidence: 1, method: 'diff' } as const;
      const row = placementRow(thread, revision.name, placement);
      await storePlacements(db, revision, [row]);
      await tell(db, { kind: 'opened', thread, comment, person: writer.person, at });
      return { thread, comment };
    });
  }

  /** Its raiser has seen what became of a concern's passage, and lets the concern stand. */
  async look(writer: Writer, thread: string): Promise<{ looked: string }> {
    return this.#write(writer, ['look', thread], async (db, at) => {
      const { proposal, opened_by } = await threadOf(db, thread);
      if (opened_by !== writer.person) {
        throw new Refused('forbidden', 'who raised it says whether it stands');
      }
      const looked = (await newestRevision(db, proposal))?.name ?? '';
      await db.updateTable('thread').set({ looked }).where('id', '=', thread).execute();
      await tell(db, { kind: 'looked', thread, person: writer.person, at, data: { looked } });
      return { looked };
    });
  }

  /** Adds to a thread, a resolved one too. */
  async reply(writer: Writer, thread: string, body: string): Promise<{ comment: string }> {
    const wanted = valid(newCommentSchema, { body });
    return this.#write(writer, ['reply', thread, wanted], async (db, at) => {
      await threadOf(db, thread);
      const comment = await this.#add(db, writer, { thread, ...wanted, at });
      await tell(db, { kind: 'replied', thread, comment, person: writer.person, at });
      return { comment };
    });
  }

  /** Writes one's own comment anew; what it said before is kept. */
  async edit(writer: Writer, comment: string, body: string): Promise<{ version: number }> {
    const wanted = valid(newCommentSchema, { body });
    return this.#write(writer, ['edit', comment, wanted], async (db, at) => {
      const { thread } = await ownComment(db, comment, writer.person);
      const { last } = await db
        .selectFrom('comment_version')
        .where('comment', '=', comment)
        .select(({ fn }) => fn.max('number').as('last'))
        .executeTakeFirstOrThrow();
      const version = last + 1;
      await db
        .insertInto('comment_version')
        .values({ comment, number: version, body: wanted.body, at })
        .execute();
      await tell(db, { kind: 'edited', thread, comment, person: writer.person, at });
      return { version };
    });
  }

  /** Deletes what one's own comment says, in all of its wordings; its place in the thread stays. */
  async delete(writer: Writer, comment: string): Promise<{ deleted: string }> {
    return this.#write(writer, ['delete', comment], async (db, at) => {
      const { thread } = await ownComment(db, comment, writer.person);
      await db.updateTable('comment').set({ deleted_at: at }).where('id', '=', comment).execute();
      await db.deleteFrom('comment_version').where('comment', '=', comment).execute();
      await tell(db, { kind: 'deleted', thread, comment, person: writer.person, at });
      return { deleted: comment };
    });
  }

  /** Resolves a thread. A concern is resolved by who raised it, so that nobody else makes it vanish. */
  async resolve(writer: Writer, thread: string): Promise<{ state: 'resolved' }> {
    return this.#write(writer, ['resolve', thread], async (db, at) => {
      const { kind, opened_by, state } = await threadOf(db, thread);
      if (kind === 'concern' && opened_by !== writer.person) {
        throw new Refused('forbidden', 'a concern is resolved by who raised it');
      }
      if (state === 'resolved') return { state: 'resolved' };
      await db.updateTable('thread').set({ state: 'resolved' }).where('id', '=', thread).execute();
      await tell(db, { kind: 'resolved', thread, person: writer.person, at });
      return { state: 'resolved' };
    });
  }

  /** Opens a resolved thread again; anybody may. */
  async reopen(writer: Writer, thread: string): Promise<{ state: 'open' }> {
    return this.#write(writer, ['reopen', thread], async (db, at) => {
      const { state } = await threadOf(db, thread);
      if (state === 'open') return { state: 'open' };
      await db.updateTable('thread').set({ state: 'open' }).where('id', '=', thread).execute();
      await tell(db, { kind: 'reopened', thread, person: writer.person, at });
      return { state: 'open' };
    });
  }

  /** Gives a sign to a comment, or takes it back; each person gives each once. */
  async react(
    writer: Writer,
    comment: string,
    { sign: given, on }: { sign: string; on: boolean },
  ): Promise<{ on: boolean }> {
    const sign = valid(signSchema, given);
    return this.#write(writer, ['react', comment, sign, on], async (db, at) => {
      const { thread } = await livingComment(db, comment);
      const { person } = writer;
      const had = await db
        .selectFrom('reaction')
        .where('comment', '=', comment)
        .where('person', '=', person)
        .where('sign', '=', sign)
        .selectAll()
        .executeTakeFirst();
      if ((had !== undefined) === on) return { on };
      if (on) await db.insertInto('reaction').values({ comment, person, sign }).execute();
      else {
        await db
          .deleteFrom('reaction')
          .where('comment', '=', comment)
          .where('person', '=', person)
          .where('sign', '=', sign)
          .execute();
      }
      const kind = on ? 'reacted' : 'unreacted';
      await tell(db, { kind, thread, comment, person, at, data: { sign } });
      return { on };
    });
  }

  /** Forgets who a person is. What they said stays, under {@link formerParticipant}. */
  async erase(person: string): Promise<void> {
    await this.#whole.write(async (db) => {
      await knownPerson(db, person);
      await db
        .updateTable('person')
        .set({ issuer: null, subject: null, name: formerParticipant })
        .where('id', '=', person)
        .execute();
      await db.deleteFrom('session').where('person', '=', person).execute();
      await db.deleteFrom('answered').where('person', '=', person).execute();
      await tell(db, { kind: 'erased', person, at: this.#at() });
    });
  }

  /** A page of a proposal's threads. */
  threads(query: ThreadQuery): Promise<ThreadPage> {
    return readThreads(this.#db, query);
  }

  /** All threads of a proposal that everybody may see. */
  async allThreads(proposal: number): Promise<ReadThread[]> {
    const all: ReadThread[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: ThreadPage = await this.threads({ proposal, after, limit: 100 });
      all.push(...page.threads);
      after = page.next;
    }
    return all;
  }

  /** Changes whenever anything that such a query reads may have changed. */
  tag(query: Pick<ThreadQuery, 'proposal' | 'revision' | 'viewer'>): Promise<string> {
    return threadsTag(this.#db, query);
  }

  /** @throws {Refused} where there is none that may be seen */
  async thread(id: string, revision?: string, viewer?: Viewer): Promise<ReadThread> {
    const found = await readThread(this.#db, id, revision, viewer);
    if (found === undefined) throw new Refused('not found', `no thread ${id}`);
    return found;
  }

  /** To which proposal a thread belongs. @throws {Refused} where there is none */
  async where(thread: string): Promise<{ proposal: number }> {
    const row = await this.#db
      .selectFrom('thread')
      .where('id', '=', thread)
      .select('proposal')
      .executeTakeFirst();
    if (row === undefined) throw new Refused('not found', `no thread ${thread}`);
    return row;
  }

  /** To which thread and proposal a comment belongs. @throws {Refused} where there is none */
  async whereComment(comment: string): Promise<{ thread: string; proposal: number }> {
    const row = await this.#db
      .selectFrom('comment')
      .innerJoin('thread', 'thread.id', 'comment.thread')
      .where('comment.id', '=', comment)
      .select(['thread.id as thread', 'thread.proposal'])
      .executeTakeFirst();
    if (row === undefined) throw new Refused('not found', `no comment ${comment}`);
    return row;
  }

  /** Where a page of a list begins whose first thread is this one: `after` of it. */
  async before(thread: string): Promise<{ proposal: number; after: number }> {
    const { proposal } = await this.where(thread);
    const before = await this.#db
      .selectFrom('thread')
      .where('proposal', '=', proposal)
      .where('seq', '<', (eb) =>
        eb.selectFrom('thread as own').where('own.id', '=', thread).select('own.seq'),
      )
      .select('seq')
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    return { proposal, after: before?.seq ?? 0 };
  }

  /** Everything that is kept of a person. */
  exportPerson(person: string): Promise<KeptOfPerson> {
    return readKeptOf(this.#db, person);
  }

  /** The newest comments that everybody may see, newest first. */
  newest(of: NewestOf): Promise<NewComment[]> {
    return readNewest(this.#db, of);
  }

  /** What a comment said, each time that it was written; empty where it was deleted. */
  versions(comment: string): Promise<{ number: number; body: string; at: string }[]> {
    return this.#db
      .selectFrom('comment_version')
      .where('comment', '=', comment)
      .select(['number', 'body', 'at'])
      .orderBy('number')
      .execute();
  }

  /** Open concerns of a proposal, those whose passage is gone and whose raiser left among them. */
  async gate(proposal: number): Promise<{ open: string[] }> {
    const rows = await this.#db
      .selectFrom('thread')
      .where('proposal', '=', proposal)
      .where('kind', '=', 'concern')
      .where('state', '=', 'open')
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('comment')
            .whereRef('comment.thread', '=', 'thread.id')
            .where('comment.held', '=', 0)
            .select('comment.id'),
        ),
      )
      .select('id')
      .orderBy('seq')
      .execute();
    return { open: rows.map(({ id }) => id) };
  }

  /** The log, oldest first. */
  events(after = 0, limit = 1000): Promise<EventRow[]> {
    return this.#db
      .selectFrom('event')
      .where('seq', '>', after)
      .selectAll()
      .orderBy('seq')
      .limit(limit)
      .execute();
  }

  /**
   * Writes as one whole, for somebody who may write. A request that was answered under the same key is
   * not done again: it gets the same answer.
   */
  #write<T>(
    { person, key }: Writer,
    request: unknown,
    act: (db: Db, at: string) => Promise<T>,
  ): Promise<T> {
    const known = key === undefined ? undefined : valid(keySchema, key);
    return this.#whole.write(async (db) => {
      await mayWrite(db, person);
      const at = this.#at();
      if (known === undefined) return act(db, at);
      return answerOnce(db, { person, key: known, request, at }, () => act(db, at));
    });
  }

  async #add(
    db: Db,
    { person: author, holdFirst = false }: Writer,
    comment: { thread: string; body: string; at: string },
  ): Promise<string> {
    const seen = db.selectFrom('comment').where('author', '=', author).where('held', '=', 0);
    const held = holdFirst && (await seen.select('id').limit(1).executeTakeFirst()) === undefined;
    return addComment(db, { ...comment, author, held: Number(held) });
  }

  #at(): string {
    return this.#now().toISOString();
  }
}
