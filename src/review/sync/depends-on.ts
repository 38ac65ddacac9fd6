import type { ReviewSystem } from '../../proposal/registry.ts';
import { parseReviewAddress } from '../review-address.ts';
import { changeIdPattern } from '../review-identity.ts';
import type { Footer } from '../review.ts';

/**
 * What a review waits for: ids where an address says one, Change-Ids, else as it was written. One
 * footer may name several.
 */
export function dependencies(
  footers: readonly Footer[],
  systems: readonly ReviewSystem[],
): string[] {
  const found = footers
    .filter(({ key }) => key === 'Depends-On')
    .flatMap(({ value }) => {
      const named = value.split(/[\s,;<>()]+/).flatMap((word) => {
        if (changeIdPattern.test(word)) return word;
        const address = parseReviewAddress(word, systems);
        return address !== undefined && 'id' in address ? address.id : [];
      });
      return named.length === 0 ? value.slice(0, 500) : named;
    });
  return [...new Set(found)].sort();
}
