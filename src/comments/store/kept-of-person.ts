import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Everything that is kept of a person, for themselves. */
export interface KeptOfPerson {
  person: Tables['person'];
  comments: { thread: string; comment: string; number: number; body: string; at: string }[];
  reactions: { comment: string; sign: string }[];
  sessions: { at: string; ends: string }[];
  /** What the log tells of what they did. */
  events: { kind: string; thread: string | null; comment: string | null; at: string }[];
}

export async function readKeptOf(db: Kysely<Tables>, person: string): Promise<KeptOfPerson> {
  const by = db.selectFrom('person').where('id', '=', person);
  const comments = db
    .selectFrom('comment_version')
    .innerJoin('comment', 'comment.id', 'comment_version.comment')
    .where('comment.author', '=', person)
    .select(['comment.thread', 'comment_version.comment', 'comment_version.number'])
    .select(['comment_version.body', 'comment_version.at'])
    .orderBy('comment.seq')
    .orderBy('comment_version.number');
  const reactions = db
    .selectFrom('reaction')
    .where('person', '=', person)
    .select(['comment', 'sign']);
  const sessions = db.selectFrom('session').where('person', '=', person).select(['at', 'ends']);
  const events = db
    .selectFrom('event')
    .where('person', '=', person)
    .select(['kind', 'thread', 'comment', 'at'])
    .orderBy('seq');
  return {
    person: await by.selectAll().executeTakeFirstOrThrow(),
    comments: await comments.execute(),
    reactions: await reactions.execute(),
    sessions: await sessions.execute(),
    events: await events.execute(),
  };
}
