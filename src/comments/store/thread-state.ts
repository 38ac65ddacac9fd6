import { newestRevision } from './newest-revision.ts';
import { Refused } from './refused.ts';
import { tell, threadOf } from './rows.ts';
import type { SignedWrites, Writer } from './signed-writes.ts';

/** Its raiser has seen what became of a concern's passage, and lets the concern stand. */
export async function lookAtThread(
  writes: SignedWrites,
  writer: Writer,
  thread: string,
): Promise<{ looked: string }> {
  return writes.write(writer, ['look', thread], async (db, at) => {
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

/** Resolves a thread. A concern is resolved by who raised it, so that nobody else makes it vanish. */
export async function resolveThread(
  writes: SignedWrites,
  writer: Writer,
  thread: string,
): Promise<{ state: 'resolved' }> {
  return writes.write(writer, ['resolve', thread], async (db, at) => {
    const { kind, opened_by, state } = await threadOf(db, thread);
    if (kind === 'concern' && opened_by !== writer.person) {
      throw new Refused('forbidden', 'a concern is resolved by who raised it');
    }
    if (state === 'resolved') return { state: 'resolved' };
    const resolved = { resolved_at: at, resolved_by: writer.person };
    await db
      .updateTable('thread')
      .set({ state: 'resolved', ...resolved })
      .where('id', '=', thread)
      .execute();
    await tell(db, { kind: 'resolved', thread, person: writer.person, at });
    return { state: 'resolved' };
  });
}

/** Opens a resolved thread again; anybody may. */
export async function reopenThread(
  writes: SignedWrites,
  writer: Writer,
  thread: string,
): Promise<{ state: 'open' }> {
  return writes.write(writer, ['reopen', thread], async (db, at) => {
    const { state } = await threadOf(db, thread);
    if (state === 'open') return { state: 'open' };
    await db
      .updateTable('thread')
      .set({ state: 'open', resolved_at: null, resolved_by: null })
      .where('id', '=', thread)
      .execute();
    await tell(db, { kind: 'reopened', thread, person: writer.person, at });
    return { state: 'open' };
  });
}
