import type { AsOf } from '../adoption/as-of.ts';
import type { Counts } from '../adoption/engine.ts';
import type { AdoptionSnapshot } from '../adoption/snapshot.ts';
import { compareText } from '../ground/problem.ts';
import type { Claim } from '../proposal/claim.ts';
import { references } from '../proposal/criteria.ts';
import type { Proposal } from '../proposal/load-proposals.ts';
import type { Registry } from '../proposal/registry.ts';
import { select } from '../proposal/selection.ts';
import type { Stage } from '../proposal/stage.ts';
import { derive, type Derived } from './derive.ts';
import { drift, latestClaim, type Drift } from './drift.ts';
import type { StageQuestion } from './stage-question.ts';
import { readingOf, type ProbeHash, type Reading } from './reading.ts';
import { questionsOf, type QuestionOf } from './ask-stages.ts';

/** One project at one stage: what `npm run status` prints a line of. */
export interface Row extends Derived {
  /** Number of the proposal. */
  proposal: number;
  stage: string;
  project: string;
  /** The stage is for other projects: *not affected*, and in no tally. */
  notForIt: boolean;
  claim: Claim | null;
  drift: Drift | null;
  /**
   * Counts now of every probe that the stage's criteria name, as far as they are known; null where
   * there is no answer. Of a probe that asks parts: those of all parts together.
   */
  counts: Record<string, Counts | null>;
  /** Each part by itself; empty where the stage asks the project as a whole. */
  parts: PartRow[];
  /** When the repository's own address was last asked; null: never read. */
  asOf: AsOf | null;
}

/** One part of a project at one stage. */
export interface PartRow extends Derived {
  part: string;
}

/** One proposal with the status of every project that it is for, at every stage. */
export interface ProposalReport {
  proposal: Proposal;
  /** Ids of the projects that it is for, in the registry's order. */
  projects: string[];
  /** Keyed project, then stage. */
  rows: ReadonlyMap<string, ReadonlyMap<string, Row>>;
  /** What was read of each project; absent: never read. */
  snapshots: ReadonlyMap<string, AdoptionSnapshot>;
  /** When each project's repository was last asked; absent: never. */
  asOf: ReadonlyMap<string, AsOf>;
  /** Each project's history as the derivation reads it. */
  readings: ReadonlyMap<string, Reading>;
  /** What each row was derived from. */
  questionOf: QuestionOf;
}

/** Open reviews per stage and project, as the linking knows them; undefined: that could not be read. */
export type OpenReviews = (stage: string, project: string) => number | undefined;

/** What a proposal's statuses are derived from. */
export interface ReportInput {
  proposal: Proposal;
  registry: Registry;
  snapshots: ReadonlyMap<string, AdoptionSnapshot>;
  asOf?: ReadonlyMap<string, AsOf>;
  probeHash: ProbeHash;
  openReviews?: OpenReviews;
  /** As of the end of this day, `YYYY-MM-DD`: repositories, claims. Default: as they were last read. */
  on?: string;
}

/** Derives every status of a proposal. Pure: the same input gives the same report. */
export function report(input: ReportInput): ProposalReport {
  const { proposal, registry, snapshots, asOf = new Map<string, AsOf>(), on } = input;
  const { frontMatter, probes } = proposal;
  const projects = select(frontMatter.projects, registry.projects);
  const taking = new Map(
    frontMatter.stages.map((stage) => [
      stage.id,
      new Set(stage.projects ? select(stage.projects, registry.projects) : projects),
    ]),
  );
  const readings = new Map(
    projects.map((id) => [id, readingOf(id, snapshots.get(id), input)] as const),
  );
  const dependsOn = (id: string): string[] => {
    const declared = registry.projects[id]?.dependsOn ?? [];
    const all = new Set([...declared, ...(readings.get(id)?.dependencies ?? [])]);
    return [...all].filter((other) => other !== id && readings.has(other)).sort(compareText);
  };
  const questionOf = questionsOf({
    frontMatter,
    readings,
    isFor: (stage, project) => taking.get(stage)?.has(project) === true,
    dependsOn,
    title: (probe) => probes.probes[probe]?.title ?? probe,
    openReviews: input.openReviews ?? (() => 0),
  });
  const claims = frontMatter.claims.filter(({ date }) => on === undefined || date <= on);
  const makeRow = (project: string, stage: Stage): Row => {
    const question = questionOf(project, stage.id);
    const derived = question === undefined ? forOthers : derive(question);
    const claim = latestClaim(claims, project, stage.id);
    return {
      proposal: proposal.number,
      stage: stage.id,
      project,
      notForIt: question === undefined,
      ...derived,
      claim: claim ?? null,
      drift: drift(claim, derived),
      counts: question === undefined ? {} : countsNow(question),
      parts: question === undefined ? [] : partRows(question),
      asOf: asOf.get(project) ?? null,
    };
  };
  const rows = new Map(
    projects.map((project) => [
      project,
      new Map(frontMatter.stages.map((stage) => [stage.id, makeRow(project, stage)])),
    ]),
  );
  return { proposal, projects, rows, snapshots, asOf, readings, questionOf };
}

const forOthers: Derived = {
  status: 'not affected',
  reason: 'the stage is for other projects',
  by: null,
  left: [],
  missing: [],
  unknown: null,
};

function partRows(question: StageQuestion): PartRow[] {
  return question.units.flatMap((unit) =>
    unit.part === null
      ? []
      : [{ part: unit.part, ...derive({ ...question, units: [unit], openReviews: 0 }) }],
  );
}

/** Every probe that a stage's criteria name. */
export function probesOf({
  criteria,
  affected,
}: Pick<StageQuestion, 'criteria' | 'affected'>): string[] {
  const named = [affected, criteria.bad, criteria.good].flatMap((predicate) =>
    predicate === undefined ? [] : [...references(predicate)],
  );
  return [...new Set(named.filter(({ kind }) => kind === 'probe').map(({ name }) => name))];
}

function countsNow(question: StageQuestion): Record<string, Counts | null> {
  const now = question.moments.at(-1);
  return Object.fromEntries(
    probesOf(question).map((probe) => {
      const answers = question.units.map((unit) => now && unit.factsAt(now).answer(probe));
      const known = answers.flatMap((one) =>
        one === undefined || (one.gap !== undefined && one.gap.kind !== 'unreadable')
          ? []
          : [one.counts],
      );
      if (known.length === 0) return [probe, null];
      const [first] = known;
      const same = known.every((one) => one === first);
      return [probe, same && first !== undefined ? first : sum(known)];
    }),
  );
}

function sum(all: readonly Counts[]): Counts {
  const add = (place: keyof Counts) => all.reduce((total, one) => total + one[place], 0);
  return { code: add('code'), strings: add('strings'), tests: add('tests') };
}

/** All rows of a proposal: projects in the registry's order, stages in the plan's. */
export function allRows(of: Pick<ProposalReport, 'projects' | 'rows'>): Row[] {
  return of.projects.flatMap((project) => [...(of.rows.get(project)?.values() ?? [])]);
}

/** The rows whose status began last, newest first: what changed recently. */
export function recentChanges(of: ProposalReport, most: number): Row[] {
  return allRows(of)
    .filter((row) => row.since !== undefined)
    .sort(
      (a, b) =>
        compareText(b.since?.date ?? '', a.since?.date ?? '') ||
        compareText(a.project, b.project) ||
        compareText(a.stage, b.stage),
    )
    .slice(0, most);
}
