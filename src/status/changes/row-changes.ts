import { change, type Change, type Happened, type ReadingCause } from './change.ts';
import type { ProposalState, ReadState, RowState } from './proposal-state.ts';

/**
 * What became of the statuses. A status that differs because its question does — a format, an engine,
 * a probe, the plan, the registry — is a change of reading, never one of status, unless the new
 * reading itself tells a commit, after the one that was read before, from which it holds.
 */
export function rowChanges(before: ProposalState, after: ProposalState): Change[] {
  return Object.entries(after.rows).flatMap(([stage, rows]) =>
    Object.entries(rows).flatMap(([project, row]) => {
      const was = before.rows[stage]?.[project];
      const found = oneChange({ before, after, stage, project, was, row });
      return found === undefined ? [] : [found];
    }),
  );
}

interface Pair {
  before: ProposalState;
  after: ProposalState;
  stage: string;
  project: string;
  was: RowState | undefined;
  row: RowState;
}

function oneChange(pair: Pair): Change | undefined {
  const { before, after, stage, project, was, row } = pair;
  const from = was?.status ?? null;
  if (from === row.status) return undefined;
  // What was not there, and still says nothing, is no news.
  if (from === null && (row.status === 'unknown' || row.status === 'not affected')) {
    return undefined;
  }
  const read = before.reads[project];
  const happened = movedAfter(pair);
  const cause = was === undefined ? 'read' : causeOf(was, row, read, after.reads[project]);
  const because = happened === undefined ? cause : undefined;
  const title = after.stages[stage]?.title ?? stage;
  const told = from === null ? '' : `, before ${from}`;
  return change({
    kind: because === undefined ? 'status' : 'reading',
    proposal: after.number,
    subject: stage,
    from,
    to: row.status,
    words:
      because === undefined
        ? `${project}, ${title}: ${row.status}${told}`
        : `${project}, ${title}: reads ${row.status}${told}; ${causeWords[because]}`,
    stages: [stage],
    projects: [project],
    teams: [after.teams[project] ?? ''].filter((team) => team !== ''),
    because: because ?? null,
    happened: happened ?? (because === undefined ? between(pair) : null),
  });
}

/** What each cause says of a status that reads otherwise. */
export const causeWords: Record<ReadingCause, string> = {
  format: 'what was read before is of a form that is not read any more',
  engine: 'another version of the engine read it',
  probe: 'its probes ask otherwise',
  plan: 'the plan asks otherwise',
  registry: 'the registry names other sources',
  read: 'it was not told before',
};

/** The commit from which the new status holds, where that came after what was read before. */
function movedAfter({ before, project, was, row }: Pair): Happened | undefined {
  if (was === undefined || row.since === null) return undefined;
  const { commit, date, project: by } = row.since;
  const read = before.reads[by ?? project]?.date ?? null;
  if (read === null || date <= read) return undefined;
  return { on: date, commit, ...(by === undefined ? {} : { project: by }) };
}

/** Why it reads otherwise; undefined: the question is the same, so the repositories differ. */
function causeOf(
  was: RowState,
  row: RowState,
  read: ReadState | undefined,
  now: ReadState | undefined,
): ReadingCause | undefined {
  if (read?.isOlder === true || now?.isOlder === true) return 'format';
  if (was.plan !== row.plan) return 'plan';
  if (was.registry !== row.registry) return 'registry';
  if (was.probes !== row.probes || was.unknown === 'changed' || row.unknown === 'changed') {
    return 'probe';
  }
  if (read !== undefined && now !== undefined && read.engine !== now.engine) {
    return read.engine === null || now.engine === null ? 'read' : 'engine';
  }
  if (was.others !== row.others) return 'probe';
  return was.status === 'unknown' || row.status === 'unknown' ? 'read' : undefined;
}

/** Between two readings; null where the same commit was read: then it came from elsewhere. */
function between({ before, after, project }: Pair): Happened | null {
  const [read, now] = [before.reads[project], after.reads[project]];
  if (read?.commit === now?.commit) return null;
  return { after: read?.date ?? null, until: now?.date ?? null };
}
