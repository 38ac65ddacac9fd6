import type { AdoptionSnapshot, ProbeAnswer } from '../../adoption/snapshot.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import { leaves, type Leaf } from '../../status/evaluate.ts';
import type { Series } from './step-chart.ts';

/** One line of a project's history, and its ends in words. */
export interface HistorySeries extends Series {
  peak: number;
  /** "4", "at least 4" where something could not be read, "not asked" where no file was looked at. */
  now: string;
  /** Date of the last commit at which something changed. */
  last: string;
}

const column = { code: 3, strings: 4, tests: 5 } as const;

/**
 * What was left, over time, of every probe that some stage wants gone and that ever counted
 * something; the highest first.
 */
export function historySeries(proposal: Proposal, snapshot: AdoptionSnapshot): HistorySeries[] {
  const asked = proposal.frontMatter.stages.flatMap(({ criteria }) =>
    leaves(criteria.bad ?? { all: [] }).filter(({ positive }) => positive),
  );
  const bad = [...new Map(asked.toReversed().map((leaf) => [leaf.probe, leaf])).values()];
  return bad
    .toReversed()
    .flatMap((leaf) => {
      const answer = snapshot.probes[leaf.probe];
      const label = proposal.probes.probes[leaf.probe]?.title ?? leaf.probe;
      return answer === undefined ? [] : [series(label, leaf, answer, snapshot.date)];
    })
    .filter(({ peak }) => peak > 0)
    .sort((a, b) => b.peak - a.peak);
}

function series(
  label: string,
  { in: places }: Leaf,
  { points, coverage }: ProbeAnswer,
  read: string | null,
): HistorySeries {
  const steps = points.map((point) => ({
    date: point[2],
    value: places.reduce((sum, place) => sum + point[column[place]], 0),
  }));
  const value = steps.at(-1)?.value ?? 0;
  const bound = coverage.spans.at(-1)?.[1] ?? 'exact';
  const now = bound === 'none' ? 'not asked' : bound === 'lower' ? `at least ${value}` : `${value}`;
  const dates = [...steps.map(({ date }) => date), ...(read === null ? [] : [read])].sort();
  const peak = Math.max(0, ...steps.map((step) => step.value));
  return { label, steps, peak, now, last: dates.at(-1) ?? '' };
}
