import type { Placement } from '../anchoring/placement.ts';
import { reanchor } from '../anchoring/reanchor.ts';
import type { TextRange } from '../anchoring/text-range.ts';

/** What runs in a thread of its own. */
export default function place({
  before,
  after,
  ranges,
}: {
  before: string;
  after: string;
  ranges: readonly TextRange[];
}): Placement[] {
  return reanchor(before, after, ranges);
}
