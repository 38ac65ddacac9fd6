import { listed } from '../listed.ts';
import { changeKinds, type Change, type Happened, type LearnedChange } from './change.ts';
import { causeWords } from './row-changes.ts';

/** Changes that are told in one line: the same happened to several, and was learned at once. */
export interface ToldChange {
  kind: Change['kind'];
  proposal: number;
  words: string;
  /** Of the first; the others of a line may have happened on other days. */
  happened: Happened | null;
  learned: LearnedChange['learned'];
  url: string | null;
  changes: LearnedChange[];
}

/** Newest first; what was learned at once in the order of {@link changeKinds}. */
export function toldChanges(changes: readonly LearnedChange[]): ToldChange[] {
  const groups = Map.groupBy(changes.toReversed(), keyOf);
  const told = [...groups.values()].flatMap((group): ToldChange[] => {
    const all = group.toReversed();
    const [first] = all;
    if (first === undefined) return [];
    const { kind, proposal, learned, url } = first;
    const happened = all.length === 1 ? first.happened : spanOf(all);
    return [{ kind, proposal, words: wordsOf(all, first), happened, learned, url, changes: all }];
  });
  // The sort is stable: commits stay in their order.
  const places = new Map<string, number>();
  for (const { learned } of told) {
    if (!places.has(learned.commit)) places.set(learned.commit, places.size);
  }
  const place = ({ learned }: ToldChange) => places.get(learned.commit) ?? 0;
  const rank = ({ kind }: ToldChange) => changeKinds.indexOf(kind);
  return told.sort((a, b) => place(a) - place(b) || a.proposal - b.proposal || rank(a) - rank(b));
}

function keyOf({ kind, proposal, subject, from, to, because, learned, words }: LearnedChange) {
  const at = [learned.commit, kind, proposal];
  if (kind === 'status') return JSON.stringify([...at, subject, from, to]);
  if (kind === 'reading') return JSON.stringify([...at, because]);
  if (kind === 'review') return JSON.stringify([...at, from, to]);
  if (kind === 'text') return JSON.stringify(at);
  return JSON.stringify([...at, subject, words]);
}

function wordsOf(all: readonly LearnedChange[], first: LearnedChange): string {
  if (all.length === 1) return first.words;
  const { kind, from, to, because, words } = first;
  const projects = listed(all.flatMap((one) => one.projects));
  if (kind === 'status') {
    const title = words.slice(words.indexOf(', ') + 2);
    return `${projects}: ${title}`;
  }
  if (kind === 'reading') {
    return `${all.length} statuses read otherwise: ${because === null ? '' : causeWords[because]} (${projects})`;
  }
  if (kind === 'review') {
    if (to === null) return `${all.length} reviews are no longer linked`;
    const was = from === null ? 'linked' : `before ${from}`;
    return `${all.length} reviews ${to}, ${was}${projects === '' ? '' : ` (${projects})`}`;
  }
  return `${all.length} sections: ${listed(all.map(({ subject }) => `“${subject}”`))}`;
}

/** From the first to the last of several that are told with a day. */
function spanOf(all: readonly LearnedChange[]): Happened | null {
  const days = all.flatMap(({ happened }) =>
    happened === null ? [] : 'on' in happened ? [happened.on] : [],
  );
  const [first] = days.sort();
  const last = days.at(-1);
  if (first === undefined || days.length < all.length) return null;
  return first.slice(0, 10) === last?.slice(0, 10)
    ? { on: first }
    : { after: first, until: last ?? null };
}

/** Whom changes are asked for. */
export interface ChangeFilter {
  team?: string | undefined;
  project?: string | undefined;
  stage?: string | undefined;
  proposal?: number | undefined;
}

/**
 * The changes that concern somebody: those that name the team, project or stage. A team is concerned
 * by what is about all projects of a proposal too, but for its text.
 *
 * @param teamsOf the teams of a proposal
 */
export function changesFor(
  changes: readonly LearnedChange[],
  { team, project, stage, proposal }: ChangeFilter,
  teamsOf: (proposal: number) => readonly string[] = () => [],
): LearnedChange[] {
  return changes.filter(
    (one) =>
      (proposal === undefined || one.proposal === proposal) &&
      (stage === undefined || one.stages.includes(stage)) &&
      (project === undefined || one.projects.includes(project)) &&
      (team === undefined ||
        one.teams.includes(team) ||
        (one.teams.length === 0 && one.kind !== 'text' && teamsOf(one.proposal).includes(team))),
  );
}
