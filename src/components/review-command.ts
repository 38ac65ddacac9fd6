import type { ReviewRow } from './review-row.ts';

/** The command by which a person decides on a link, ready for a shell. */
export function linkCommand(
  decision: 'confirm' | 'reject',
  { id, stage }: Pick<ReviewRow, 'id' | 'stage'>,
  proposal: number,
): string {
  return `npm run link -- ${decision} ${quoted(id)} ${stage} --proposal ${proposal}`;
}

/** A word that a shell takes as it is. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
