import { signSchema, valid } from './input.ts';
import { livingComment, tell } from './rows.ts';
import type { SignedWrites, Writer } from './signed-writes.ts';

/** Gives a sign to a comment, or takes it back; each person gives each once. */
export async function react(
  writes: SignedWrites,
  writer: Writer,
  { comment, sign: given, on }: { comment: string; sign: string; on: boolean },
): Promise<{ on: boolean }> {
  const sign = valid(signSchema, given);
  return writes.write(writer, ['react', comment, sign, on], async (db, at) => {
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
