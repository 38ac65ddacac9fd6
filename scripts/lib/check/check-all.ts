import { checkIncludes } from '../../../src/adoption/check-includes.ts';
import { checkFixes } from '../../../src/adoption/fix/check-fixes.ts';
import { checkPatterns } from '../../../src/adoption/pattern/check-patterns.ts';
import { today } from '../../../src/ground/day.ts';
import { compareProblems, type Problem } from '../../../src/ground/problem.ts';
import { loadProposals } from '../../../src/proposal/load-proposals.ts';
import { readDraftsApart } from '../../../src/proposal/read-drafts-apart.ts';
import { checkTextReviews } from '../../../src/review/check-text-reviews.ts';
import { readReviews } from '../../../src/review/read-reviews.ts';

/** All that is wrong below a folder of proposals. */
export interface Checked {
  /** How many proposals can be used. */
  whole: number;
  /** Folders of the others. */
  faulty: string[];
  /** In the order of files and lines; those of a file may be many. */
  problems: Problem[];
}

/** Checks all that people write below a folder of proposals. */
export async function checkAll(root: string): Promise<Checked> {
  const { registry, proposals, faulty, problems } = await loadProposals(
    root,
    today(),
    readDraftsApart,
  );
  // What people decided on links stands beside each proposal.
  const decided = await Promise.all(
    proposals.map(({ folder, frontMatter }) => {
      const stages = frontMatter.stages.map(({ id }) => id);
      return readReviews(folder, { systems: registry.reviewSystems, stages });
    }),
  );
  const all = [
    ...problems,
    ...proposals.flatMap(checkIncludes),
    ...proposals.flatMap(checkPatterns),
    ...proposals.flatMap(checkFixes),
    ...proposals.flatMap((one) => checkTextReviews(one, registry.reviewSystems)),
    ...decided.flatMap((one) => one.problems),
  ];
  return {
    whole: proposals.length,
    faulty: faulty.map(({ name }) => name),
    problems: all.sort(compareProblems),
  };
}
