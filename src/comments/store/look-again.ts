import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

type Placement = Tables['placement'];
type Place = Pick<Placement, 'outcome' | 'revision' | 'start' | 'end'>;
type ThreadRow = Pick<
  Tables['thread'],
  'id' | 'proposal' | 'kind' | 'state' | 'revision' | 'start' | 'end' | 'looked'
>;

/**
 * Open concerns whose passage reads otherwise, or stands nowhere any more, since their raiser last saw
 * it. What they have seen in one revision is not asked for again in the next.
 *
 * @param placed where threads stand in the revision that is read
 */
export async function toLookAtAgain(
  db: Kysely<Tables>,
  threads: readonly ThreadRow[],
  placed: ReadonlyMap<string, Place>,
): Promise<ReadonlySet<string>> {
  const asked = threads.flatMap((thread) => {
    const now = placed.get(thread.id);
    const isOpen = thread.kind === 'concern' && thread.state === 'open';
    const isOther = now !== undefined && now.outcome !== 'exact' && now.revision !== thread.looked;
    return isOpen && isOther ? [{ thread, now }] : [];
  });
  if (asked.length === 0) return new Set();
  const seen = await db
    .selectFrom('placement')
    .innerJoin('thread', 'thread.id', 'placement.thread')
    .whereRef('placement.revision', '=', 'thread.looked')
    .where(
      'placement.thread',
      'in',
      asked.map(({ thread }) => thread.id),
    )
    .selectAll('placement')
    .execute();
  const before = new Map(seen.map((one) => [one.thread, one]));
  const texts = await textsOf(
    db,
    asked.map(({ thread }) => thread.proposal),
    asked.flatMap(({ thread, now }) => [thread.looked, now.revision]),
  );
  /** Undefined: it stands nowhere. */
  const words = (proposal: number, { outcome, revision, start, end }: Place): string | undefined =>
    outcome === 'orphaned' ? undefined : texts.get(`${proposal} ${revision}`)?.slice(start, end);
  const again = asked.filter(({ thread, now }) => {
    const chosen =
      thread.looked === thread.revision ? { ...thread, outcome: 'exact' as const } : undefined;
    const then = before.get(thread.id) ?? chosen;
    return then === undefined || words(thread.proposal, then) !== words(thread.proposal, now);
  });
  return new Set(again.map(({ thread }) => thread.id));
}

async function textsOf(
  db: Kysely<Tables>,
  proposals: readonly number[],
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('revision')
    .where('proposal', 'in', [...new Set(proposals)])
    .where('name', 'in', [...new Set(names)])
    .select(['proposal', 'name', 'text'])
    .execute();
  return new Map(rows.map(({ proposal, name, text }) => [`${proposal} ${name}`, text]));
}
