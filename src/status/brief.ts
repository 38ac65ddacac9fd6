import type { Registry } from '../proposal/registry.ts';
import { dueOf, type Due } from './due.ts';
import { findingsOf, isAnswered, type Finding } from './findings.ts';
import { isThrough } from './status.ts';
import type { ProposalReport, Row } from './report.ts';
import { sisterSteps, stepsOfOthers, type SisterStep } from './sister-step.ts';
import { verdictText, why } from './why.ts';

/** All that somebody needs to begin work on one project at one stage. */
export interface Brief {
  proposal: { number: number; name: string; title: string };
  stage: { id: string; title: string; due: Due | null };
  project: string;
  repository: string;
  /** What was read; null: nothing could be. */
  read: { branch: string | null; commit: string | null };
  status: Row['status'];
  reason: string;
  asOf: Row['asOf'];
  /** What would make it done, each a thing to do by itself. */
  toDo: string[];
  /** What the plan says a project does next; Markdown. */
  next: string | null;
  /** What the stage asks, in words, and what each says now. */
  criteria: { role: 'affected' | 'bad' | 'good'; text: string; now: string }[];
  findings: BriefFinding[];
}

/** What one probe found, and how others came to terms with it. */
export interface BriefFinding {
  probe: string;
  title: string;
  parts: string[];
  /** A match must go; else, it must come. */
  isBad: boolean;
  /** Matches at the places that are asked; null: no answer. */
  count: number | null;
  /** Why there may be more, or why there is no answer; null: the count is exact. */
  gap: string | null;
  /** Empty where there is no answer. */
  evidence: Finding['evidence'];
  /** The commits with which other projects lowered the same, or brought what is wanted. */
  others: SisterStep[];
}

/** Makes the briefs of a proposal; what is the same for all projects of a stage is found out once. */
export class Briefs {
  readonly #report: ProposalReport;
  readonly #registry: Registry;
  readonly #steps = new Map<string, Map<string, SisterStep[]>>();

  constructor(report: ProposalReport, registry: Registry) {
    this.#report = report;
    this.#registry = registry;
  }

  /** Ids of the stages at which something is left for a project to do, in the plan's order. */
  openStages(project: string): string[] {
    return this.#report.proposal.frontMatter.stages
      .map(({ id }) => id)
      .filter((id) => {
        const row = this.#report.rows.get(project)?.get(id);
        return row !== undefined && !isThrough(row.status);
      });
  }

  /** Undefined where the proposal, or the stage, is for other projects. */
  of(project: string, stageId: string): Brief | undefined {
    const { proposal, snapshots } = this.#report;
    const { frontMatter, number, name } = proposal;
    const stage = frontMatter.stages.find(({ id }) => id === stageId);
    const answer = stage === undefined ? undefined : why(this.#report, project, stageId);
    if (stage === undefined || answer === undefined) return undefined;
    const { row, predicates, probes, wouldBeDone } = answer;
    const snapshot = snapshots.get(project);
    const steps = this.#stepsAt(stageId);
    return {
      proposal: { number, name, title: frontMatter.title },
      stage: { id: stage.id, title: stage.title, due: dueOf(stage, frontMatter.calendar) ?? null },
      project,
      repository: this.#registry.projects[project]?.repository ?? '',
      read: { branch: snapshot?.ref ?? null, commit: snapshot?.commit ?? null },
      status: row.status,
      reason: row.reason,
      asOf: row.asOf,
      toDo: wouldBeDone,
      next: isThrough(row.status) ? null : (stage.next ?? null),
      criteria: predicates.map((one) => ({
        role: one.role,
        text: one.text,
        now: verdictText(one),
      })),
      findings: findingsOf(stage, probes).map((finding) => ({
        probe: finding.probe,
        title: finding.title,
        parts: finding.parts,
        isBad: finding.isBad,
        ...whatIsKnown(finding),
        others: stepsOfOthers(steps.get(finding.probe) ?? [], project),
      })),
    };
  }

  #stepsAt(stage: string): Map<string, SisterStep[]> {
    const known = this.#steps.get(stage) ?? sisterSteps(this.#report, stage);
    this.#steps.set(stage, known);
    return known;
  }
}

/** What was not read, or read to another question, is no answer. */
function whatIsKnown(finding: Finding): Pick<BriefFinding, 'count' | 'gap' | 'evidence'> {
  const { now, count, evidence } = finding;
  const gap = now === undefined ? 'no answer' : (now.gap?.words ?? null);
  return isAnswered(finding) ? { count, gap, evidence } : { count: null, gap, evidence: [] };
}
