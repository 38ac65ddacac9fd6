import { exemptionOf, type Exemption } from '../../proposal/exemption.ts';
import { compareText } from '../../ground/problem.ts';
import { namesTeam, registerEntries, type RegisterEntry } from '../../proposal/concern-register.ts';
import { isOver, needsSettledConcerns } from '../../proposal/lifecycle.ts';
import type { Registry } from '../../proposal/registry.ts';
import { signOffClock, type SignOffClock } from '../../proposal/sign-off-clock.ts';
import type { SignOff } from '../../proposal/sign-off.ts';
import type { Stage } from '../../proposal/stage.ts';
import { longestWaitingFirst, type StagedReview } from '../../review/attention.ts';
import { dueOf, type Due } from '../due.ts';
import type { FullReport } from '../load-reports.ts';
import type { Row } from '../report.ts';
import { confirmable, isStaleOn, type StaleEntry } from '../stale.ts';
import { isThrough } from '../status.ts';
import { wouldBeDone } from '../would-be-done.ts';

/** A team's project that is not through with a stage, and what to do about it. */
export interface OpenRow {
  row: Row;
  /** Of its status: each a thing to do by itself. */
  todo: string[];
}

/** A stage with the projects of a team that are not through with it. */
export interface OpenStage {
  report: FullReport;
  stage: Stage;
  due: Due | undefined;
  rows: OpenRow[];
  /** Not through either, and need not be for some time. */
  exempt: { row: Row; exemption: Exemption }[];
}

/** A sign-off that waits: for the team's answer, or for the champion's work. */
export interface AwaitedSignOff {
  report: FullReport;
  signOff: SignOff;
  clock: SignOffClock;
}

/** A review of one of the team's projects that is open. */
export interface OpenReview {
  report: FullReport;
  review: StagedReview;
}

/** Everything that waits for a team. */
export interface TeamDuties {
  team: string;
  name: string;
  /** Its projects that any proposal is for. */
  projects: string[];
  /** Overdue first, then by due day. */
  signOffs: AwaitedSignOff[];
  /** By due day; those without one last, in the plan's order. */
  stages: OpenStage[];
  /** Each once, by whose turn it is; the longest waiting first. */
  reviews: OpenReview[];
  /** Open, or holding a blueprint up: those about its projects by name first. */
  concerns: RegisterEntry[];
  /** Claims about its projects that disagree with the repository. */
  drift: { report: FullReport; row: Row }[];
  /** Claims about its projects that nobody confirmed for long, and exemptions that have run out. */
  unconfirmed: StaleEntry[];
}

/** Turns in the order in which a team looks at them: first what it can land, or review. */
const turnOrder = ['submitter', 'reviewers', 'author', 'another review', 'unknown'] as const;

/**
 * What waits for a team, over all proposals that are not over.
 *
 * @param today `YYYY-MM-DD`
 */
export function teamDuties(
  team: string,
  reports: readonly FullReport[],
  registry: Registry,
  today: string,
): TeamDuties {
  const live = reports.filter(({ proposal }) => !isOver(proposal.frontMatter.status));
  const isIts = (project: string) => registry.projects[project]?.team === team;
  const projects = [...new Set(reports.flatMap((report) => report.projects))].filter(isIts);
  const rowsOf = (report: FullReport) =>
    projects.flatMap((project) => [...(report.rows.get(project)?.values() ?? [])]);
  return {
    team,
    name: registry.teams[team]?.name ?? team,
    projects,
    signOffs: live
      .flatMap((report) => awaited(report, team, today))
      .sort((a, b) => compareText(a.clock.due ?? '~', b.clock.due ?? '~')),
    stages: live
      // What is not decided yet asks nobody to do anything.
      .filter(({ proposal }) => needsSettledConcerns(proposal.frontMatter.status))
      .flatMap((report) => openStages(report, rowsOf(report), today))
      .sort((a, b) => compareText(a.due?.day ?? '~', b.due?.day ?? '~')),
    reviews: live.flatMap((report) => openReviewsOf(report, isIts)).sort(byTurn),
    concerns: live
      .flatMap(({ proposal }) => registerEntries(proposal, registry, today))
      .filter(({ teams }) => teams.includes(team))
      .filter(({ concern, holdsUp }) => holdsUp !== undefined || concern.state === 'open')
      .sort((a, b) => Number(namesTeam(b, team)) - Number(namesTeam(a, team))),
    drift: live.flatMap((report) =>
      rowsOf(report)
        .filter((row) => row.drift !== null)
        .map((row) => ({ report, row })),
    ),
    unconfirmed: confirmable(live, registry).filter(
      (one) => one.team === team && one.kind !== 'reading' && isStaleOn(one, today),
    ),
  };
}

/** Every team for which a report has a project, by its id. */
export function teamsOfReports(reports: readonly FullReport[], registry: Registry): string[] {
  const projects = reports.flatMap((report) => report.projects);
  const teams = projects.flatMap((id) => registry.projects[id]?.team ?? []);
  const asked = reports.flatMap(({ proposal }) =>
    proposal.frontMatter.signOffs.map((one) => one.team),
  );
  return [...new Set([...teams, ...asked])].sort(compareText);
}

function awaited(report: FullReport, team: string, today: string): AwaitedSignOff[] {
  return report.proposal.frontMatter.signOffs
    .filter((signOff) => signOff.team === team)
    .map((signOff) => ({ report, signOff, clock: signOffClock(signOff, today) }))
    .filter(({ clock }) => clock.settled === undefined);
}

function openStages(report: FullReport, rows: readonly Row[], day: string): OpenStage[] {
  const { stages, calendar, exemptions } = report.proposal.frontMatter;
  return stages.flatMap((stage) => {
    const left = rows.filter((row) => row.stage === stage.id && !isThrough(row.status));
    const found = left.map((row) => ({
      row,
      exemption: exemptionOf(exemptions, { project: row.project, stage: stage.id, day }),
    }));
    if (found.length === 0) return [];
    return {
      report,
      stage,
      due: dueOf(stage, calendar),
      rows: found
        .filter(({ exemption }) => exemption === undefined)
        .map(({ row }) => ({ row, todo: todoOf(report, row) })),
      exempt: found.flatMap(({ row, exemption }) =>
        exemption === undefined ? [] : [{ row, exemption }],
      ),
    };
  });
}

/** What a row's own status says is to be done. */
export function todoOf(report: FullReport, row: Row): string[] {
  const question = report.questionOf(row.project, row.stage);
  return question === undefined ? [] : wouldBeDone(row, question);
}

function openReviewsOf(report: FullReport, isIts: (project: string) => boolean): OpenReview[] {
  const found = new Map<string, OpenReview>();
  for (const { stage, confirmed } of report.reviewsByStage) {
    for (const one of confirmed) {
      if (one.turn === undefined || one.project === undefined || !isIts(one.project)) continue;
      if (!found.has(one.review.id))
        found.set(one.review.id, { report, review: { ...one, stage } });
    }
  }
  return [...found.values()];
}

function byTurn({ review: a }: OpenReview, { review: b }: OpenReview): number {
  const place = ({ turn }: StagedReview) => turnOrder.indexOf(turn?.who ?? 'unknown');
  return place(a) - place(b) || longestWaitingFirst(a, b);
}
