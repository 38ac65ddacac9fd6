import type { Proposal } from '../../proposal/load-proposals.ts';
import type { Registry } from '../../proposal/registry.ts';
import { parseMarkdown } from '../../proposal/markdown.ts';
import type { Problem } from '../../ground/problem.ts';
import { textReviewsOf } from '../../proposal/text-reviews.ts';
import { citationsOf } from '../citation.ts';
import type { ProposalInput } from './plan.ts';
import { readDecisions } from '../read-decisions.ts';
import { readSnapshot } from '../read-snapshot.ts';

/** A whole proposal with its citations, decisions and last snapshot, ready for a run. */
export async function proposalInput(
  proposal: Proposal,
  registry: Pick<Registry, 'reviewSystems'>,
): Promise<{ input: ProposalInput; problems: Problem[]; snapshotIsBroken: boolean }> {
  const { name, folder, text, sections, frontMatter } = proposal;
  const systems = registry.reviewSystems;
  const stages = frontMatter.stages.map(({ id, reviews }) => ({ id, reviews }));
  const citations = citationsOf(parseMarkdown(text), sections, systems).filter(
    ({ stage }) => stage === undefined || stages.some(({ id }) => id === stage),
  );
  const { snapshot, problems } = await readSnapshot(folder);
  const decided = await readDecisions(folder, { systems, stages: stages.map(({ id }) => id) });
  return {
    input: {
      name,
      since: frontMatter.since,
      folder,
      stages,
      citations,
      decisions: decided.decisions,
      snapshot,
      text: { number: proposal.number, reviews: textReviewsOf(frontMatter) },
    },
    problems: [...problems, ...decided.problems],
    snapshotIsBroken: problems.length > 0,
  };
}
