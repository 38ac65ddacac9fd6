import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { Refused } from './refused.ts';
import type { Tables } from './tables.ts';

/** How long an answer is kept, in ms: nobody sends the same request again later. */
const keptMs = 30 * 86_400_000;

/** A request that carries a key. */
interface Keyed {
  person: string;
  key: string;
  /** What is asked; under one key always the same. */
  request: unknown;
  at: string;
}

/**
 * Does what a request asks, or gives the answer that it had before under the same key of the same
 * person. What throws leaves the key free.
 *
 * @param act gives JSON data
 * @throws {Refused} where the key came with another request
 */
export async function answerOnce<T>(
  db: Transaction<Tables>,
  { person, key, request, at }: Keyed,
  act: () => Promise<T>,
): Promise<T> {
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const over = new Date(Date.parse(at) - keptMs).toISOString();
  await db.deleteFrom('answered').where('at', '<', over).execute();
  // The row comes first: of two that are sent at once, one waits here for the other.
  const taken = await db
    .insertInto('answered')
    .values({ person, key, request: hash, answer: '', at })
    .onConflict((conflict) => conflict.columns(['person', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken === undefined) {
    const before = await db
      .selectFrom('answered')
      .where('person', '=', person)
      .where('key', '=', key)
      .selectAll()
      .executeTakeFirstOrThrow();
    if (before.request !== hash) {
      throw new Refused('conflict', `the key ${key} was sent with another request`);
    }
    return JSON.parse(before.answer) as T;
  }
  const answer = await act();
  await db
    .updateTable('answered')
    .set({ answer: JSON.stringify(answer) })
    .where('person', '=', person)
    .where('key', '=', key)
    .execute();
  return answer;
}
