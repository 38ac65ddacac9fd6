import type { Counts } from '../adoption/engine.ts';
import type { AdoptionPoint, AdoptionSnapshot } from '../adoption/snapshot.ts';
import type { Claim } from '../proposal/claim.ts';
import { references, type Predicate } from '../proposal/criteria.ts';
import type { Proposal } from '../proposal/load-proposals.ts';
import { compareText } from '../ground/problem.ts';
import type { Registry } from '../proposal/registry.ts';
import { select } from '../proposal/selection.ts';
import type { Stage } from '../proposal/stage.ts';
import { derive, type Derived } from './derive.ts';
import { drift, latestClaim, type Drift } from './drift.ts';
import type { Verdict } from './evaluate.ts';
import { moments, type Moment } from './moment.ts';
import { isThrough } from './status.ts';

/** One project at one stage: what `npm run status` prints a line of. */
export interface Row extends Derived {
  /** Number of the proposal. */
  proposal: number;
  stage: string;
  project: string;
  claim: Claim | null;
  drift: Drift | null;
  /** Counts now of every probe that the stage's criteria name; null where not answered. */
  counts: Record<string, Counts | null>;
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
}

/** Open reviews per stage and project, as the linking knows them. */
export type OpenReviews = (stage: string, project: string) => number;

/** Derives every status of a proposal. Pure: the same input gives the same report. */
export function report(
  proposal: Proposal,
  registry: Registry,
  snapshots: ReadonlyMap<string, AdoptionSnapshot>,
  probeHash: (project: string, probe: string) => string,
  openReviews: OpenReviews = () => 0,
): ProposalReport {
  const { frontMatter, probes } = proposal;
  const projects = select(frontMatter.projects, registry.projects);
  const taking = new Map(
    frontMatter.stages.map((stage) => [
      stage.id,
      new Set(stage.projects ? select(stage.projects, registry.projects) : projects),
    ]),
  );
  const readings = new Map(
    projects.map((id) => [
      id,
      read(id, snapshots.get(id), proposal, (probe) => probeHash(id, probe)),
    ]),
  );
  const rows = new Map<string, Map<string, Row>>(projects.map((id) => [id, new Map()]));
  const title = (probe: string) => probes.probes[probe]?.title ?? probe;

  /** Every other project of the proposal on which this one stands. */
  const dependsOn = (id: string): string[] => {
    const declared = registry.projects[id]?.dependsOn ?? [];
    const found = snapshots.get(id)?.dependencies.projects ?? [];
    return [...new Set([...declared, ...found])].filter((other) => other !== id && rows.has(other));
  };

  const rowOf = (project: string, stage: Stage): Row => {
    const known = rows.get(project)?.get(stage.id);
    if (known !== undefined) return known;
    // While a row is being derived it stands as done: a circle of dependencies holds itself up.
    rows.get(project)?.set(stage.id, makeRow(project, stage, provisional));
    const row = makeRow(project, stage, deriveRow(project, stage));
    rows.get(project)?.set(stage.id, row);
    return row;
  };

  const dependencies = (
    project: string,
    stageId: string,
  ): { verdict: Verdict; waitingFor: string[] } => {
    const stage = frontMatter.stages.find(({ id }) => id === stageId);
    if (stage === undefined) return { verdict: undefined, waitingFor: [] };
    const others = dependsOn(project).map((id) => ({ id, status: rowOf(id, stage).status }));
    const waitingFor = others.filter(({ status }) => !isThrough(status));
    const known = waitingFor.filter(({ status }) => status !== 'unknown');
    const verdict = known.length > 0 ? false : waitingFor.length > 0 ? undefined : true;
    return { verdict, waitingFor: waitingFor.map(({ id }) => id) };
  };

  const deriveRow = (project: string, stage: Stage): Derived => {
    if (taking.get(stage.id)?.has(project) !== true) {
      const reason = 'the stage is for other projects';
      return { status: 'not affected', reason, left: [], missing: [] };
    }
    const reading = readings.get(project);
    return derive({
      criteria: stage.criteria,
      affected: frontMatter.affected,
      moments: reading?.moments ?? [],
      unanswered: reading?.unanswered,
      since: frontMatter.since,
      title,
      dependencies: (other) => dependencies(project, other),
      openReviews: openReviews(stage.id, project),
    });
  };

  const makeRow = (project: string, stage: Stage, derived: Derived): Row => {
    const claim = latestClaim(frontMatter.claims, project, stage.id);
    const now = readings.get(project)?.moments.at(-1);
    return {
      proposal: proposal.number,
      stage: stage.id,
      project,
      ...derived,
      claim: claim ?? null,
      drift: drift(claim, derived),
      counts: Object.fromEntries(
        probesOf(stage, frontMatter.affected).map((probe) => [
          probe,
          now?.counts.get(probe) ?? null,
        ]),
      ),
    };
  };

  for (const project of projects) for (const stage of frontMatter.stages) rowOf(project, stage);
  return { proposal, projects, rows, snapshots };
}

const provisional: Derived = {
  status: 'done',
  reason: 'a circle of dependencies',
  left: [],
  missing: [],
};

/** A project's history as the derivation reads it, and why something of it has no answer. */
function read(
  id: string,
  snapshot: AdoptionSnapshot | undefined,
  proposal: Proposal,
  probeHash: (probe: string) => string,
): { moments: Moment[]; unanswered: string | undefined } {
  if (snapshot === undefined) {
    return {
      moments: [],
      unanswered: `${id} was not read yet; run npm run track -- --project ${id}`,
    };
  }
  if (snapshot.commit === null) {
    const why = snapshot.problems.map(({ message }) => message).join('; ');
    return { moments: [], unanswered: why === '' ? 'the repository could not be read' : why };
  }
  const points: Record<string, AdoptionPoint[]> = {};
  const stale: string[] = [];
  for (const probe of Object.keys(proposal.probes.probes)) {
    const answer = snapshot.probes[probe];
    if (answer?.definition === probeHash(probe)) points[probe] = answer.points;
    else stale.push(probe);
  }
  const unanswered =
    stale.length === 0
      ? undefined
      : `changed since ${id} was read: ${stale.join(', ')}; run npm run track -- --project ${id}`;
  return { moments: moments(points), unanswered };
}

function probesOf(stage: Stage, affected: Predicate): string[] {
  const { criteria } = stage;
  const predicates = [criteria.affected ?? affected, criteria.bad, criteria.good];
  const named = predicates.flatMap((predicate) =>
    predicate === undefined ? [] : [...references(predicate)],
  );
  return [...new Set(named.filter(({ kind }) => kind === 'probe').map(({ name }) => name))];
}

/** All rows of a proposal: projects in the registry's order, stages in the plan's. */
export function allRows(of: ProposalReport): Row[] {
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
