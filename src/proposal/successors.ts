import type { Proposal } from './load-proposals.ts';

/**
 * What stands in the place of a superseded proposal, and what of that where it is superseded itself:
 * the last one is what holds. Empty where nothing does.
 */
export function successorsOf<Kind extends Pick<Proposal, 'number' | 'frontMatter'>>(
  proposal: Kind,
  all: readonly Kind[],
): Kind[] {
  const found: Kind[] = [];
  const next = ({ frontMatter }: Kind) =>
    all.find(({ number }) => number === frontMatter.supersededBy);
  let at = next(proposal);
  // Two that name each other end here.
  while (at !== undefined && at !== proposal && !found.includes(at)) {
    found.push(at);
    at = next(at);
  }
  return found;
}
