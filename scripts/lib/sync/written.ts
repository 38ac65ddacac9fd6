import type { Snapshot } from '../../../src/review/snapshot.ts';
import { print } from '../print.ts';

/** What a run made of one proposal's reviews.json. */
export interface Written {
  /** Name of its folder. */
  proposal: string;
  changed: boolean;
  snapshot: Snapshot;
}

/** The same in figures, for a program. */
export function figuresOf({ proposal, changed, snapshot }: Written) {
  const { reviews, links, unresolved } = snapshot;
  const confirmed = links.filter(({ decision }) => decision === 'confirmed').length;
  return {
    proposal,
    changed,
    reviews: reviews.length,
    confirmed,
    suggested: links.length - confirmed,
    unresolved: unresolved.length,
  };
}

export function printWritten(written: readonly Written[]): void {
  for (const one of written) {
    const { proposal, changed, reviews, confirmed, suggested, unresolved } = figuresOf(one);
    print(
      `${proposal}: ${reviews} reviews, ${confirmed} links confirmed, ${suggested} suggested, ` +
        `${unresolved} not resolved${changed ? '; written' : '; nothing to write'}`,
    );
  }
}
