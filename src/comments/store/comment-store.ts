import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import { readGate } from './gate.ts';
import { Imports } from './imports.ts';
import type { Identity, NewThread } from './input.ts';
import { renderMissing } from './kept-html.ts';
import { readKeptOf, type KeptOfPerson } from './kept-of-person.ts';
import { Moderation } from './moderation.ts';
import { readNewest, type NewComment, type NewestOf } from './newest.ts';
import { openThread } from './open-thread.ts';
import { PageTags } from './page-tags.ts';
import { erasePerson, personOf } from './person.ts';
import { react } from './react.ts';
import { readThread, readThreads } from './read-threads.ts';
import type { ReadThread, ThreadPage, ThreadQuery, Viewer } from './read-thread.ts';
import { Refused } from './refused.ts';
import { Revisions } from './revisions.ts';
import { Sessions } from './sessions.ts';
import { SignedWrites, type Writer } from './signed-writes.ts';
import type { Tables } from './tables.ts';
import { lookAtThread, reopenThread, resolveThread } from './thread-state.ts';
import { threadsAmong, whereBefore, whereComment, whereThread } from './where.ts';
import type { WholeWrites } from './whole-writes.ts';
import { deleteComment, editComment, replyTo } from './write-comment.ts';

/** An event as it is read. */
export interface EventRow extends Omit<Tables['event'], 'seq'> {
  seq: number;
}

/**
 * Threads on the passages of proposals. What a method returned is on the disk; one that throws changed
 * nothing. Times and names are the store's own: no caller can forge them.
 */
export class CommentStore implements AsyncDisposable {
  readonly #db: Kysely<Tables>;
  readonly #whole: WholeWrites;
  readonly #writes: SignedWrites;
  readonly #tags: PageTags;
  readonly #opened: AsyncDisposable;
  /** Of PostgreSQL: what servers share beside the threads is kept there, too. */
  readonly pool: Pool | undefined;
  readonly revisions: Revisions;
  readonly sessions: Sessions;
  readonly moderation: Moderation;
  readonly imports: Imports;

  constructor(whole: WholeWrites, now: () => Date, opened: AsyncDisposable, pool?: Pool) {
    this.revisions = new Revisions(whole);
    this.sessions = new Sessions(whole, now);
    this.moderation = new Moderation(whole, now);
    this.imports = new Imports(whole, now);
    this.#db = whole.db;
    this.#whole = whole;
    this.#tags = new PageTags(whole.db);
    this.#writes = new SignedWrites(whole, now);
    this.#opened = opened;
    this.pool = pool;
  }

  async close(): Promise<void> {
    await this.#opened[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Renders comments that this program has not rendered yet, a few in each write. */
  renderMissing(signal?: AbortSignal): Promise<number> {
    return renderMissing(this.#whole, signal);
  }

  /** Ends where the database answers; throws otherwise. */
  async answers(): Promise<void> {
    await this.#db.selectFrom('revision').select('name').limit(1).execute();
  }

  /** The person who has an identity, with the name that they have now; made when seen first. */
  personOf(given: Identity): Promise<string> {
    return personOf(this.#writes, given);
  }

  /** Opens a thread on a passage of any revision; {@link Revisions.placeAll} places it in the head. */
  open(writer: Writer, given: NewThread): Promise<{ thread: string; comment: string }> {
    return openThread(this.#writes, writer, given);
  }

  /** Its raiser has seen what became of a concern's passage, and lets the concern stand. */
  look(writer: Writer, thread: string): Promise<{ looked: string }> {
    return lookAtThread(this.#writes, writer, thread);
  }

  /** Adds to a thread, a resolved one too. */
  reply(writer: Writer, thread: string, body: string): Promise<{ comment: string }> {
    return replyTo(this.#writes, writer, { thread, body });
  }

  /** Writes one's own comment anew; what it said before is kept. */
  edit(writer: Writer, comment: string, body: string): Promise<{ version: number }> {
    return editComment(this.#writes, writer, { comment, body });
  }

  /** Deletes what one's own comment says, in all of its wordings; its place in the thread stays. */
  delete(writer: Writer, comment: string): Promise<{ deleted: string }> {
    return deleteComment(this.#writes, writer, comment);
  }

  /** Resolves a thread. A concern is resolved by who raised it, so that nobody else makes it vanish. */
  resolve(writer: Writer, thread: string): Promise<{ state: 'resolved' }> {
    return resolveThread(this.#writes, writer, thread);
  }

  /** Opens a resolved thread again; anybody may. */
  reopen(writer: Writer, thread: string): Promise<{ state: 'open' }> {
    return reopenThread(this.#writes, writer, thread);
  }

  /** Gives a sign to a comment, or takes it back; each person gives each once. */
  react(
    writer: Writer,
    comment: string,
    sign: { sign: string; on: boolean },
  ): Promise<{ on: boolean }> {
    return react(this.#writes, writer, { comment, ...sign });
  }

  /** Forgets who a person is. What they said stays, under the name of a former participant. */
  erase(person: string): Promise<void> {
    return erasePerson(this.#writes, person);
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

  /** Another one whenever anything of the page that such a query reads is another. */
  tag(query: ThreadQuery): Promise<string> {
    return this.#tags.tag(query);
  }

  /** @throws {Refused} where there is none that may be seen */
  async thread(id: string, revision?: string, viewer?: Viewer): Promise<ReadThread> {
    const found = await readThread(this.#db, id, revision, viewer);
    if (found === undefined) throw new Refused('not found', `no thread ${id}`);
    return found;
  }

  /** To which proposal a thread belongs. @throws {Refused} where there is none */
  where(thread: string): Promise<{ proposal: number }> {
    return whereThread(this.#db, thread);
  }

  /** Those of some ids that are threads of this store. */
  threadsAmong(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return threadsAmong(this.#db, ids);
  }

  /** To which thread and proposal a comment belongs. @throws {Refused} where there is none */
  whereComment(comment: string): Promise<{ thread: string; proposal: number }> {
    return whereComment(this.#db, comment);
  }

  /** Where a page of a list begins whose first thread is this one: `after` of it. */
  before(thread: string): Promise<{ proposal: number; after: number }> {
    return whereBefore(this.#db, thread);
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
  gate(proposal: number): Promise<{ open: string[] }> {
    return readGate(this.#db, proposal);
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
}
