import type { Registry } from '../../proposal/registry.ts';
import { compareText } from '../../ground/problem.ts';
import type { Derived } from '../derive.ts';
import { dueOf } from '../due.ts';
import type { ProposalReport, Row } from '../report.ts';
import type { Cell, ColumnKind } from './table.ts';

/** One project at one stage, and each of its parts that the stage asks by itself. */
export const statusColumns = {
  proposal: 'whole',
  stage: 'text',
  project: 'text',
  /** null: the project as a whole. */
  part: 'text',
  team: 'text',
  status: 'text',
  reason: 'text',
  /** Of what is done: `sign` or `absence`. */
  done_by: 'text',
  /** Why it is unknown, in a word. */
  unknown: 'text',
  since: 'instant',
  since_commit: 'text',
  /** The other project whose commit it is; null: its own. */
  since_project: 'text',
  due: 'day',
  /** The release of the proposal's calendar that the stage names as its due. */
  due_release: 'text',
  /** The day on which the repository's own address was last asked; null: never, or not known. */
  as_of: 'day',
  not_for_it: 'truth',
  claim: 'text',
  claim_date: 'day',
  /** `ahead`: the repository is further than the claim says; `behind`: it is not that far. */
  drift: 'text',
} as const satisfies Record<string, ColumnKind>;

export type StatusRow = Record<keyof typeof statusColumns, Cell>;

/** Sorted by stage and project, a project's parts after it. */
export function* statusRows(
  { proposal, projects, rows }: Pick<ProposalReport, 'proposal' | 'projects' | 'rows'>,
  registry: Pick<Registry, 'projects'>,
): Generator<StatusRow> {
  const stages = proposal.frontMatter.stages.toSorted((a, b) => compareText(a.id, b.id));
  const sorted = projects.toSorted(compareText);
  for (const one of stages) {
    const stage = one.id;
    const due = dueOf(one, proposal.frontMatter.calendar);
    for (const project of sorted) {
      const row = rows.get(project)?.get(stage);
      if (row === undefined) continue;
      const common = {
        proposal: proposal.number,
        stage,
        project,
        team: registry.projects[project]?.team ?? null,
        due: due?.day ?? null,
        due_release: due?.release ?? null,
        as_of: row.asOf?.day ?? null,
        not_for_it: row.notForIt,
      };
      yield { ...common, part: null, ...derivedCells(row), ...claimCells(row) };
      for (const part of row.parts) {
        const none = { claim: null, claim_date: null, drift: null };
        yield { ...common, part: part.part, ...derivedCells(part), ...none };
      }
    }
  }
}

function derivedCells({ status, reason, by, unknown, since }: Derived) {
  return {
    status,
    reason,
    done_by: by,
    unknown: unknown?.kind ?? null,
    since: since?.date ?? null,
    since_commit: since?.commit ?? null,
    since_project: since?.project ?? null,
  };
}

function claimCells({ claim, drift }: Pick<Row, 'claim' | 'drift'>) {
  return {
    claim: claim?.status ?? null,
    claim_date: claim?.date ?? null,
    drift: drift?.direction ?? null,
  };
}
