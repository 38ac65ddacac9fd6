import { isDeepStrictEqual } from 'node:util';
import { asksParts } from '../../adoption/parts.ts';
import type { Bound } from '../../adoption/snapshot.ts';
import { compareText } from '../../ground/problem.ts';
import type { Registry } from '../../proposal/registry.ts';
import type { Answered } from '../evaluate.ts';
import { answerKey, type Moment } from '../moment.ts';
import { partsOf } from '../parts-asked.ts';
import type { Reading } from '../reading.ts';
import type { ProposalReport } from '../report.ts';
import type { Cell, ColumnKind } from './table.ts';

/** What one probe counted in one project, or in one of its parts. */
export const countColumns = {
  proposal: 'whole',
  probe: 'text',
  project: 'text',
  /** null: the project as a whole. */
  part: 'text',
  /** null: there is no answer; `unknown` says why. */
  code: 'whole',
  strings: 'whole',
  tests: 'whole',
  /** `exact`, or `lower`: there may be more. */
  bound: 'text',
  unknown: 'text',
  /** The commit to which the counts belong, and its time. */
  commit: 'text',
  commit_time: 'instant',
} as const satisfies Record<string, ColumnKind>;

/** A commit at which a probe's answer changed; the first of a project is where its history begins. */
export const changeColumns = {
  ...countColumns,
  /** From 0 on, as it happened: the time is the committer's, and clocks go back. */
  step: 'whole',
  /** When it counts as landed: the committer's time, but never before that of an earlier step. */
  landed: 'instant',
} as const satisfies Record<string, ColumnKind>;

export type CountRow = Record<keyof typeof countColumns, Cell>;
export type ChangeRow = Record<keyof typeof changeColumns, Cell>;

/** What every probe says now, sorted by probe, project and part. */
export function* countRows(report: ProposalReport, registry: Projects): Generator<CountRow> {
  for (const { probe, project, part, reading } of askedOf(report, registry)) {
    const snapshot = report.snapshots.get(project);
    const answer = answerAt(reading.moments.at(-1), probe, part);
    yield {
      ...common(report, probe, project, part),
      ...answerCells(answer, reading.moments.at(-1)),
      commit: snapshot?.commit ?? null,
      commit_time: snapshot?.date ?? null,
    };
  }
}

/** Every change of what a probe says, sorted by probe, project and part, then as it happened. */
export function* changeRows(report: ProposalReport, registry: Projects): Generator<ChangeRow> {
  for (const { probe, project, part, reading } of askedOf(report, registry)) {
    let before: ReturnType<typeof answerCells> | undefined;
    let step = 0;
    for (const moment of reading.moments) {
      const answer = answerAt(moment, probe, part);
      if (answer === undefined) continue;
      const cells = answerCells(answer, moment);
      // What is told in words alone may differ: the row would be the same.
      if (isDeepStrictEqual(cells, before)) continue;
      before = cells;
      yield {
        ...common(report, probe, project, part),
        ...cells,
        commit: moment.commit,
        commit_time: moment.date,
        step: step++,
        landed: moment.at === '' ? null : moment.at,
      };
    }
  }
}

type Projects = Pick<Registry, 'projects'>;

interface Asked {
  probe: string;
  project: string;
  part: string | null;
  reading: Reading;
}

function* askedOf(
  { proposal, projects, readings, snapshots }: ProposalReport,
  registry: Projects,
): Generator<Asked> {
  const sorted = projects.toSorted(compareText);
  for (const [probe, asked] of Object.entries(proposal.probes.probes).toSorted(byName)) {
    for (const project of sorted) {
      const reading = readings.get(project);
      if (reading === undefined) continue;
      const parts = asksParts(asked)
        ? partsOf(registry.projects[project], snapshots.get(project))
        : [null];
      for (const part of parts) yield { probe, project, part: part?.name ?? null, reading };
    }
  }
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]) => compareText(a, b);

function answerAt(moment: Moment | undefined, probe: string, part: string | null) {
  return moment?.answers.get(answerKey(probe, part));
}

function common({ proposal }: ProposalReport, probe: string, project: string, part: string | null) {
  return { proposal: proposal.number, probe, project, part };
}

function answerCells(answer: Answered | undefined, moment: Moment | undefined) {
  const gap = answer === undefined ? moment?.gap : answer.gap;
  const isCounted = answer !== undefined && (gap === undefined || gap.kind === 'unreadable');
  const bound: Bound = gap === undefined ? 'exact' : 'lower';
  return {
    ...(isCounted ? answer.counts : { code: null, strings: null, tests: null }),
    bound: isCounted ? bound : null,
    unknown: isCounted ? null : (gap?.kind ?? null),
  };
}
