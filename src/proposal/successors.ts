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
  for (let at: Kind | undefined = proposal; at !== undefined;) {
    const { supersededBy }: Kind['frontMatter'] = at.frontMatter;
    at = all.find(({ number }) => number === supersededBy);
    // Two that name each other end here.
    if (at === undefined || at === proposal || found.includes(at)) break;
    found.push(at);
  }
  return found;
}
