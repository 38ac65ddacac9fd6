import type { Criteria } from '../proposal/criteria.ts';
import { evaluate, type Facts } from './evaluate.ts';
import { absent, gone, holding, present, type CountedSign } from './sign.ts';

/** Names that are told one by one; the others are only counted. */
const most = 6;

/** `a, b and c`, or `a, b, c and 9 more`. */
export function listed(items: readonly string[], word = 'and'): string {
  const unique = [...new Set(items)];
  if (unique.length < 2) return unique.join('');
  if (unique.length <= most) {
    return `${unique.slice(0, -1).join(', ')} ${word} ${unique.at(-1) ?? ''}`;
  }
  return `${unique.slice(0, most - 1).join(', ')} ${word} ${unique.length - most + 1} more`;
}

/** What is still open, in words: what is left, what is missing, who is waited for. */
export function openInWords(
  criteria: Criteria,
  facts: Facts,
  waitingFor: readonly string[],
  title: (probe: string) => string,
): string {
  const parts: string[] = [];
  const left = holding(criteria.bad, facts);
  if (left.length > 0) {
    parts.push(`left: ${listed(left.map(({ probe, count }) => `${title(probe)} (${count})`))}`);
  }
  const goodHolds = criteria.good === undefined || evaluate(criteria.good, facts) === true;
  const missing = goodHolds ? [] : absent(criteria.good, facts.counts);
  if (missing.length > 0) {
    parts.push(
      `missing: ${listed(
        missing.map(({ probe }) => title(probe)),
        'or',
      )}`,
    );
  }
  if (waitingFor.length > 0) parts.push(`waits for ${listed(waitingFor)}`);
  return parts.length > 0 ? parts.join('; ') : 'its criteria do not hold';
}

/** Why it is done, in words: what is there, or what is gone. */
export function doneInWords(
  criteria: Criteria,
  counts: Facts['counts'],
  title: (probe: string) => string,
): string {
  const titles = (signs: readonly CountedSign[]) => signs.map(({ probe }) => title(probe));
  const there = present(criteria.good, counts);
  const nothing = [
    ...absent(criteria.bad, counts),
    ...(there.length > 0 ? [] : gone(criteria.good, counts)),
  ];
  const parts: string[] = [];
  if (there.length > 0) parts.push(`has ${listed(titles(there))}`);
  if (nothing.length > 0) parts.push(`no ${listed(titles(nothing), 'or')} left`);
  return parts.length > 0 ? parts.join('; ') : 'all that it asks for holds';
}
