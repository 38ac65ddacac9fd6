import { randomUUID } from 'node:crypto';
import { passageOf } from '../anchoring/selector.ts';
import { newThreadSchema, valid, type NewThread } from './input.ts';
import { placementRow, storePlacements } from './placements.ts';
import { Refused } from './refused.ts';
import { tell } from './rows.ts';
import type { SignedWrites, Writer } from './signed-writes.ts';
import { addCommentOf } from './write-comment.ts';

/** Opens a thread on a passage of any revision. */
export async function openThread(
  writes: SignedWrites,
  writer: Writer,
  given: NewThread,
): Promise<{ thread: string; comment: string }> {
  const wanted = valid(newThreadSchema, given);
  return writes.write(writer, ['open', wanted], async (db, at) => {
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
    const comment = await addCommentOf(db, writer, { thread, body: wanted.body, at });
    // Elsewhere it is placed in the background.
    const placement = { outcome: 'exact', range, confidence: 1, method: 'diff' } as const;
    const row = placementRow(thread, revision.name, placement);
    await storePlacements(db, revision, [row]);
    await tell(db, { kind: 'opened', thread, comment, person: writer.person, at });
    return { thread, comment };
  });
}
