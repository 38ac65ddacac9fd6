import { concernSchema, type Concern } from './concern.ts';
import { threadOfConcern } from './concern-thread.ts';
import { slugOf } from './create-proposal.ts';
import type { FrontMatterEdit } from './front-matter-editor.ts';

/** A thread of the comments in which somebody objects, as the register has objections. */
export interface ConcernThread {
  /** Its id. */
  id: string;
  /** Its permalink. */
  url: string;
  title: string;
  text: string;
  raisedBy: string;
  /** `YYYY-MM-DD` */
  raised: string;
  where: string;
  isOpen: boolean;
  /** `YYYY-MM-DD` on which it was resolved; undefined: that is not told. */
  resolved?: string | undefined;
  /** Who raised it was erased: nobody can resolve it any more. */
  hasNoRaiser: boolean;
}

/** What becomes of an entry of the register, told to who reviews the diff. */
export interface RecordedChange {
  /** Of the entry. */
  id: string;
  thread: string;
  what: 'added, open' | 'added, settled' | 'settled' | 'answered' | 'reopened' | 'raiser left';
}

/** How a register is brought to what threads say. */
export interface Recording {
  edits: FrontMatterEdit[];
  changes: RecordedChange[];
}

type Entry = { [Key in keyof Concern]?: Concern[Key] | undefined };

const order = Object.keys(concernSchema.shape);
/** Begins every reason that is written here: any other is a person's, and stays. */
const ownReason = 'Who raised it resolved the discussion';

/**
 * The changes by which a register tells what its threads tell: new ones are added, a settled one is
 * closed with its raiser's answer, one that was reopened is open again. Whatever else stands in an
 * entry is a person's word and stays; an entry without a thread is left alone.
 *
 * @param register the entries as they are, in the order of the file
 * @param today `YYYY-MM-DD`
 * @param blocks may what is added hold the proposal up? It may not once that is decided
 */
export function recordThreads(
  register: readonly Entry[],
  threads: readonly ConcernThread[],
  { today, blocks }: { today: string; blocks: boolean },
): Recording {
  const places = new Map<string, number>();
  for (const [at, entry] of register.entries()) {
    const thread = threadOfConcern(entry);
    if (thread !== undefined && !places.has(thread)) places.set(thread, at);
  }
  const ids = new Set(register.map(({ id }) => id ?? ''));
  const edits: FrontMatterEdit[] = [];
  const changes: RecordedChange[] = [];
  const added: Concern[] = [];
  for (const thread of threads) {
    const at = places.get(thread.id);
    const entry = at === undefined ? undefined : register[at];
    if (at === undefined || entry === undefined) {
      const concern = entryOf(thread, idFor(thread, ids), today, blocks);
      ids.add(concern.id);
      added.push(concern);
      const what = thread.isOpen ? 'added, open' : 'added, settled';
      changes.push({ id: concern.id, thread: thread.id, what });
      continue;
    }
    for (const [what, change] of changesOf(entry, thread, today)) {
      changes.push({ id: entry.id ?? '', thread: thread.id, what });
      for (const [key, value] of Object.entries(change)) {
        edits.push({ path: ['concerns', at, key], value, order });
      }
    }
  }
  if (register.length === 0 && added.length > 0) edits.push({ path: ['concerns'], value: added });
  else {
    for (const [i, value] of added.entries()) {
      edits.push({ path: ['concerns', register.length + i], value });
    }
  }
  return { edits, changes };
}

function idFor({ id, title }: ConcernThread, taken: ReadonlySet<string>): string {
  const words = slugOf(title).slice(0, 40).replace(/-+$/, '');
  const short = `${words === '' ? 'thread' : words}-${id.slice(0, 8)}`;
  return taken.has(short) ? `thread-${id}` : short;
}

function entryOf(thread: ConcernThread, id: string, today: string, blocks: boolean): Concern {
  const { title, text, raisedBy, raised, where, url, isOpen } = thread;
  return {
    ...{ id, title, text, raisedBy, raised, where, url },
    ...(thread.hasNoRaiser ? { formerSince: today } : {}),
    blocking: blocks,
    ...(blocks ? { wouldClear: 'Who raised it resolves the discussion.' } : {}),
    ...(isOpen ? { state: 'open' } : settled(thread, today)),
  };
}

function settled(thread: ConcernThread, today: string) {
  const { resolved } = thread;
  return {
    state: 'closed',
    disposition: 'answered',
    // Where it is not told when it was resolved, when that was read is.
    reason: resolved === undefined ? `${ownReason}; read on ${today}.` : `${ownReason}.`,
    closed: resolved ?? today,
    answer: satisfied(thread, today),
  } as const;
}

const satisfied = ({ url, resolved: date }: ConcernThread, today: string) =>
  ({ says: 'satisfied', date: date ?? today, where: 'The discussion itself', url }) as const;

function changesOf(
  entry: Entry,
  thread: ConcernThread,
  today: string,
): [RecordedChange['what'], Entry][] {
  const changes: [RecordedChange['what'], Entry][] = [];
  if (thread.hasNoRaiser && entry.formerSince === undefined) {
    changes.push(['raiser left', { formerSince: today }]);
  }
  const { answer, reason } = entry;
  const isOwn = reason?.startsWith(ownReason) === true;
  if (entry.state === 'open' && !thread.isOpen) {
    const { reason: own, ...rest } = settled(thread, today);
    changes.push(['settled', reason === undefined || isOwn ? { ...rest, reason: own } : rest]);
  }
  if (entry.state === 'closed' && !thread.isOpen) {
    // Who withdraws is not asked; what was answered elsewhere stands.
    const isAsked = answer === undefined && entry.disposition !== 'withdrawn';
    if (isAsked) changes.push(['answered', { answer: satisfied(thread, today) }]);
  }
  // What a person closed while the discussion is open stays closed: it holds the proposal up as it is.
  const bySameThread = answer !== undefined && 'url' in answer && answer.url === thread.url;
  if (entry.state === 'closed' && thread.isOpen && bySameThread) {
    changes.push([
      'reopened',
      {
        state: 'open',
        disposition: undefined,
        duplicateOf: undefined,
        ...(isOwn ? { reason: undefined } : {}),
        closed: undefined,
        answer: undefined,
      },
    ]);
  }
  return changes;
}
