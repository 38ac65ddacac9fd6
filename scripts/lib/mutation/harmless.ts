import type { HarmlessMutant } from './harmless/mutant.ts';
import { harmlessInProbe } from './harmless/probe.ts';
import { harmlessInProposal } from './harmless/proposal.ts';
import { harmlessInReview } from './harmless/review.ts';
import { harmlessInSearch } from './harmless/search.ts';
import { harmlessInStatus } from './harmless/status.ts';

/**
 * Survivors that do not matter. An entry whose line is gone, or whose mutants are all killed, is
 * reported as out of date, so the list stays true.
 */
export const harmlessMutants: readonly HarmlessMutant[] = [
  harmlessInStatus,
  harmlessInProposal,
  harmlessInReview,
  harmlessInProbe,
  harmlessInSearch,
].flatMap((byFile) =>
  Object.entries(byFile).flatMap(([file, mutants]) => mutants.map((one) => ({ file, ...one }))),
);
