import type { Review } from '../../review/review.ts';

/** A label with votes, as small as a table has room for. */
export interface Vote {
  /** "CR −1": the label's initials and its decisive votes. */
  short: string;
  /** "Code-Review: +2 by 1, −1 by 2". */
  full: string;
  /** The vote that decides: a veto before a refusal before consent. */
  decisive: number;
}

const signed = (value: number) => (value < 0 ? `−${-value}` : `+${value}`);

/**
 * A review's votes, whatever labels its server has. A label's lowest and highest vote both count: a
 * `+2` does not hide a `-2`. Votes of nothing (`0`) say nothing and are left out.
 */
export function votesOf(given: Review['votes']): Vote[] {
  return Object.entries(given ?? {}).flatMap(([label, cast]) => {
    const votes = Object.entries(cast)
      .map(([value, voters]) => ({ value: Number(value), voters }))
      .filter(({ value }) => Number.isInteger(value) && value !== 0)
      .sort((a, b) => b.value - a.value);
    const highest = votes[0];
    const lowest = votes.at(-1);
    if (highest === undefined || lowest === undefined) return [];
    const shown = highest.value > 0 && lowest.value < 0 ? [highest, lowest] : [lowest];
    const told = highest.value > 0 && lowest.value > 0 ? [highest] : shown;
    const full = votes.map(({ value, voters }) => `${signed(value)} by ${voters}`).join(', ');
    return {
      short: `${initials(label)} ${told.map(({ value }) => signed(value)).join(' ')}`,
      full: `${label}: ${full}`,
      decisive: lowest.value < 0 ? lowest.value : highest.value,
    };
  });
}

/** Reviews sorted by this stand from most refused to most agreed; 0 without votes. */
export function voteRank(votes: readonly Vote[]): number {
  const decisive = votes.map((vote) => vote.decisive);
  const lowest = Math.min(0, ...decisive);
  return lowest < 0 ? lowest : decisive.reduce((sum, value) => sum + value, 0);
}

/** `Code-Review` as CR, `Verified` as V. */
function initials(label: string): string {
  const words = label.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const letters = words.map((word) => /^./u.exec(word)?.[0] ?? '').join('');
  return letters === '' ? label.slice(0, 3) : letters.toUpperCase().slice(0, 3);
}
