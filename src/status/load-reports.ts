import { definitionHash, definitionHashes, questionFor } from '../adoption/probe-hash.ts';
import { readAsOf } from '../adoption/as-of-file.ts';
import { readSnapshots } from '../adoption/read-snapshots.ts';
import { programFault, shown } from '../proposal/draft.ts';
import { loadProposals, type FaultyProposal, type Proposal } from '../proposal/load-proposals.ts';
import { compareProblems, compareText, type Problem } from '../ground/problem.ts';
import type { Registry } from '../proposal/registry.ts';
import { parseMarkdown } from '../proposal/markdown.ts';
import { citationsOf } from '../review/citation.ts';
import { readReviews, type ReviewsOfProposal } from '../review/read-reviews.ts';
import { reviewsByStage, type StageReviews } from '../review/summary.ts';
import { withCitations } from './cited.ts';
import { openReviews } from './open-reviews.ts';
import { report, type ProposalReport } from './report.ts';

/** Everything that is known, derived once: what every command and page reads. */
export interface Reports {
  registry: Registry;
  /** Sorted by number. */
  reports: FullReport[];
  faulty: FaultyProposal[];
  /** Faults of what people wrote, and of snapshots that cannot be read. */
  problems: Problem[];
}

/** A proposal's statuses with the reviews that advance its stages. */
export interface FullReport extends ProposalReport {
  reviews: ReviewsOfProposal;
  /** In the plan's order. */
  reviewsByStage: StageReviews[];
}

/**
 * Reads `proposals/` with all snapshots and derives every status.
 *
 * @param on as of the end of that day, `YYYY-MM-DD`; default, as everything was last read
 * @param past the state of an earlier day: what was read by the rules of then is an answer to it
 */
export async function loadReports(
  root: string,
  { on, past = false }: { on?: string; past?: boolean } = {},
): Promise<Reports> {
  const { registry, proposals, faulty, problems } = await loadProposals(root);
  const found = [...problems];
  const reports: FullReport[] = [];
  const unfit: FaultyProposal[] = [];
  await Promise.all(
    proposals.map(async (proposal, i) => {
      try {
        const { full, problems: more } = await fullReport(proposal, registry, on, past);
        reports[i] = full;
        found.push(...more);
      } catch (error) {
        // Whatever a proposal's data does to its derivation: it costs that proposal alone.
        const { folder, name } = proposal;
        const problem = programFault(shown(folder), error);
        unfit.push({ folder, name, problems: [problem] });
        found.push(problem);
      }
    }),
  );
  return {
    registry,
    // A place without a report is left out.
    reports: reports.flat(0),
    faulty: [...faulty, ...unfit].sort((a, b) => compareText(a.name, b.name)),
    problems: found.sort(compareProblems),
  };
}

/** One proposal's statuses, with the faults of what scripts wrote beside it. */
async function fullReport(
  proposal: Proposal,
  registry: Registry,
  on: string | undefined,
  past: boolean,
): Promise<{ full: FullReport; problems: Problem[] }> {
  const stages = proposal.frontMatter.stages.map(({ id }) => id);
  const context = { systems: registry.reviewSystems, stages };
  const [adoption, days, recorded] = await Promise.all([
    readSnapshots(proposal.folder),
    readAsOf(proposal.folder),
    readReviews(proposal.folder, context),
  ]);
  const { text, sections, frontMatter } = proposal;
  const citations = citationsOf(parseMarkdown(text), sections, registry.reviewSystems);
  const reviews = withCitations(recorded, citations, frontMatter.updated);
  const byStage = reviewsByStage(reviews, stages, registry);
  const snapshots = new Map(adoption.snapshots.map((one) => [one.project, one]));
  const derived = report({
    proposal,
    registry,
    snapshots,
    asOf: days.projects,
    probeHash: (project, probe, part) => {
      const question = questionFor(proposal.probes, project);
      if (!past) return definitionHash(question, probe, part);
      const snapshot = snapshots.get(project);
      const answers = part === undefined ? snapshot?.probes : snapshot?.partProbes[part.name];
      const then = answers?.[probe]?.definition;
      const hashes = definitionHashes(question, probe, part);
      return hashes.find((hash) => hash === then) ?? hashes[0] ?? '';
    },
    openReviews: openReviews(byStage, on, reviews.unread),
    ...(on === undefined ? {} : { on }),
  });
  return {
    full: { ...derived, reviews, reviewsByStage: byStage },
    problems: [...adoption.problems, ...days.problems, ...recorded.problems],
  };
}
