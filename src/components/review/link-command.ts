import { parseReviewId } from '../../review/review-identity.ts';
import type { ReviewRow } from './review-row.ts';

/** The command by which a person decides on a link, ready for a shell. */
export function linkCommand(
  decision: 'confirm' | 'reject',
  { id, url, stage }: Pick<ReviewRow, 'id' | 'url' | 'stage'>,
  proposal: number,
): string {
  const name = parseReviewId(id);
  // Where git alone knows it, the address is a look-up that may find several; the id is exact.
  const review = name !== undefined && 'number' in name ? url : id;
  return `npm run link -- ${decision} --proposal ${proposal} --stage ${stage} ${quoted(review)}`;
}

/** A word that a shell takes as it is. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
