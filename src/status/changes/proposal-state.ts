import { definitionHash, questionFor } from '../../adoption/probe-hash.ts';
import { digitsOf } from '../../adoption/content-hash.ts';
import type { FrontMatter } from '../../proposal/front-matter.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import type { Registry } from '../../proposal/registry.ts';
import { projectsByRepository } from '../../review/summary.ts';
import type { ReviewStatus } from '../../review/review.ts';
import { dueOf } from '../due.ts';
import type { GapKind } from '../gap.ts';
import type { FullReport } from '../load-reports.ts';
import { allRows, probesOf } from '../report.ts';
import { stagesAsked } from '../stage-question.ts';
import type { Status } from '../status.ts';

/** What of a proposal's data is compared as it is written. */
type Records = Pick<
  FrontMatter,
  | 'title'
  | 'summary'
  | 'status'
  | 'champions'
  | 'concerns'
  | 'signOffs'
  | 'claims'
  | 'decisions'
  | 'waivers'
  | 'exemptions'
  | 'moves'
>;

/** Everything of a proposal of which changes are told, as it was at one commit. JSON holds it. */
export interface ProposalState {
  name: string;
  number: number;
  /** Null: its data could not be used, and nothing else of it is known. */
  data: Records | null;
  /** Keys of its data of which something does not hold by today's rules: not compared. */
  lost: string[];
  stages: Record<string, StageState>;
  /** The team of each of its projects. */
  teams: Record<string, string>;
  /** What was read of each project. */
  reads: Record<string, ReadState>;
  /** Keyed by stage, then project. */
  rows: Record<string, Record<string, RowState>>;
  /** Confirmed ones, keyed by id; null: what is known of them could not be read. */
  reviews: Record<string, ReviewState> | null;
  /** A hash of each section's own text, keyed by its title. */
  sections: Record<string, { hash: string; stage: string | null }>;
}

export interface StageState {
  title: string;
  /** The day; null: none. */
  due: string | null;
  /** Hash of its criteria. */
  asks: string;
}

export interface ReadState {
  commit: string | null;
  /** The commit's own time. */
  date: string | null;
  /** Null: not read, or `isOlder`. */
  engine: number | null;
  /** Its snapshot is of a form that this version reads no more. */
  isOlder: boolean;
}

/** A row, with hashes of all that its question consists of. */
export interface RowState {
  status: Status;
  since: { commit: string; date: string; project?: string } | null;
  unknown: GapKind | null;
  /** Criteria, days and projects of the plan. */
  plan: string;
  /** The probes that are asked. */
  probes: string;
  /** Which repository is asked. */
  registry: string;
  /** The questions to the projects that it stands on; empty where it asks none. */
  others: string;
}

export interface ReviewState {
  title: string;
  status: ReviewStatus;
  project: string | null;
  stages: string[];
  /** When its server says that it came to its status, or changed last. */
  at: string | null;
  formerly: string[];
}

/**
 * What of a report is compared with an earlier or later one.
 *
 * @param older projects whose snapshot is of a form that is not read any more
 * @param lost keys of the front matter of which something was left out
 */
export function proposalState(
  report: FullReport,
  registry: Registry,
  older: ReadonlySet<string>,
  lost: string[] = [],
): ProposalState {
  const { proposal, projects } = report;
  const { frontMatter } = proposal;
  return {
    name: proposal.name,
    number: proposal.number,
    data: recordsOf(frontMatter),
    lost,
    stages: Object.fromEntries(
      frontMatter.stages.map((stage) => [
        stage.id,
        {
          title: stage.title,
          due: dueOf(stage, frontMatter.calendar)?.day ?? null,
          asks: digitsOf([stage.criteria, stage.criteria.affected ?? frontMatter.affected]),
        },
      ]),
    ),
    teams: Object.fromEntries(projects.map((id) => [id, registry.projects[id]?.team ?? ''])),
    reads: Object.fromEntries(
      projects.map((id) => {
        const snapshot = report.snapshots.get(id);
        const { commit = null, date = null, engine = null } = snapshot ?? {};
        return [id, { commit, date, engine, isOlder: older.has(id) }];
      }),
    ),
    rows: rowStates(report, registry),
    reviews: report.reviews.unread === 'nothing' ? reviewStates(report, registry) : null,
    sections: sectionStates(proposal),
  };
}

/** The state of a proposal whose data cannot be used. */
export function faultyState(name: string, number: number): ProposalState {
  const none = {};
  return {
    ...{ name, number, data: null, lost: [] },
    ...{ stages: none, teams: none, reads: none, rows: none, reviews: none, sections: none },
  };
}

function recordsOf(frontMatter: FrontMatter): Records {
  const { title, summary, status, champions, concerns, signOffs, claims } = frontMatter;
  const { decisions, waivers, exemptions, moves } = frontMatter;
  return {
    ...{ title, summary, status, champions, concerns, signOffs, claims },
    ...{ decisions, waivers, exemptions, moves },
  };
}

function rowStates(report: FullReport, registry: Registry): ProposalState['rows'] {
  const { proposal, projects, snapshots } = report;
  const { frontMatter, probes } = proposal;
  const definition = (project: string, names: readonly string[]) => {
    const question = questionFor(probes, project);
    // What no file means is no part of a probe's own definition, and yet of what is asked.
    return names.flatMap((name) => [
      definitionHash(question, name),
      probes.probes[name]?.absentIs ?? null,
    ]);
  };
  const asked = (id: string) => {
    const { repository, branch, parts, dependsOn } = registry.projects[id] ?? {};
    return digitsOf([repository, branch ?? null, parts ?? null, dependsOn ?? null]);
  };
  const everyProbe = Object.keys(probes.probes);
  let all: string | undefined;
  const ofAll = () =>
    (all ??= digitsOf([
      projects.map((id) => [
        ...[id, asked(id), snapshots.get(id)?.engine ?? null],
        ...definition(id, everyProbe),
      ]),
      frontMatter.stages.map(({ criteria }) => criteria),
    ]));
  const rows: ProposalState['rows'] = {};
  for (const row of allRows(report)) {
    const stage = frontMatter.stages.find(({ id }) => id === row.stage);
    const question = report.questionOf(row.project, row.stage);
    const named = question === undefined ? [] : probesOf(question);
    (rows[row.stage] ??= {})[row.project] = {
      status: row.status,
      since: row.since ?? null,
      unknown: row.unknown?.kind ?? null,
      plan: digitsOf([
        ...[row.notForIt, frontMatter.since, stage?.criteria ?? null],
        stage?.criteria.affected ?? frontMatter.affected,
      ]),
      probes: digitsOf(definition(row.project, named)),
      registry: asked(row.project),
      others: question === undefined || stagesAsked(question).length === 0 ? '' : ofAll(),
    };
  }
  return rows;
}

function reviewStates(report: FullReport, registry: Registry): Record<string, ReviewState> {
  const projects = projectsByRepository(registry);
  const found: Record<string, ReviewState> = {};
  for (const { stage, confirmed } of report.reviewsByStage) {
    for (const { review } of confirmed) {
      const { id, title, status, repository, merged, updated, created, formerly = [] } = review;
      const here = (found[id] ??= {
        ...{ title, status, stages: [], formerly },
        project: projects.get(repository.toLowerCase()) ?? null,
        at: (status === 'merged' ? merged : undefined) ?? updated ?? created ?? null,
      });
      here.stages.push(stage);
    }
  }
  return found;
}

/** Each section with its own text, up to the next heading of whatever depth; the lead has no title. */
function sectionStates({
  text,
  body,
  sections,
}: Pick<Proposal, 'text' | 'body' | 'sections'>): ProposalState['sections'] {
  const lines = text.split('\n');
  const begins = lines.length - body.split('\n').length;
  const plain = (from: number, to: number) =>
    lines.slice(from, to).join(' ').replace(/\s+/g, ' ').trim();
  const found = new Map<string, { text: string; stage: string | null }>();
  const lead = plain(begins, (sections[0]?.line ?? lines.length + 1) - 1);
  if (lead !== '') found.set('the lead', { text: lead, stage: null });
  for (const [i, { title, line, stage }] of sections.entries()) {
    const own = plain(line, (sections[i + 1]?.line ?? lines.length + 1) - 1);
    const before = found.get(title)?.text ?? '';
    found.set(title, { text: `${before}\0${own}`, stage: stage ?? null });
  }
  return Object.fromEntries(
    [...found].map(([title, one]) => [title, { hash: digitsOf([one.text]), stage: one.stage }]),
  );
}

/** The projects of a proposal that a concern or the like is about by name. */
export function projectsOf(state: ProposalState): string[] {
  return Object.keys(state.teams);
}

/** Teams of projects, each once. */
export function teamsOf(state: ProposalState, projects: readonly string[]): string[] {
  return [...new Set(projects.flatMap((id) => state.teams[id] ?? []))].sort();
}
