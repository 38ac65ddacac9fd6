import { sql } from 'kysely';

/** Within a query of `comment`: the number of its newest wording; null of a deleted one, which has none. */
export const newestWording = sql<number>`(
  select max(wording.number) from comment_version as wording where wording.comment = comment.id
)`;
