import type { ReviewSystem } from '../../proposal/registry.ts';
import { parseReviewAddress } from '../review-address.ts';
import type { Footer } from '../review.ts';

/** What a review waits for: ids where the address says one, else as it was written. */
export function dependencies(
  footers: readonly Footer[],
  systems: readonly ReviewSystem[],
): string[] {
  const found = footers
    .filter(({ key }) => key === 'Depends-On')
    .map(({ value }) => {
      const address = parseReviewAddress(value, systems);
      return address !== undefined && 'id' in address ? address.id : value.slice(0, 500);
    });
  return [...new Set(found)].sort();
}
