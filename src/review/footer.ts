import type { Footer } from './review.ts';
import { foreignText } from '../ground/foreign-text.ts';

/** The footers that plans are made with; all others (people's names above all) are left out. */
export const footerKeys = [
  'Change-Id',
  'Depends-On',
  'Implements',
  'Partially-Implements',
  'Closes-Bug',
  'Partial-Bug',
  'Related-Bug',
  'Blueprint',
  'Story',
  'Task',
  'Topic',
  'Reviewed-on',
] as const;

const byLower = new Map<string, string>(footerKeys.map((key) => [key.toLowerCase(), key]));

/**
 * A footer's key as conventionally spelled, or undefined when it is none of {@link footerKeys}.
 * Case, `_` for `-` and one slip of the pen in a long word (`Deepnds-On`) are forgiven.
 */
export function footerKey(written: string): string | undefined {
  const lower = written.toLowerCase().replaceAll('_', '-');
  const exact = byLower.get(lower);
  if (exact !== undefined || !lower.includes('-')) return exact;
  const meant = [...byLower].find(([key]) => key.includes('-') && isSlip(lower, key));
  return meant?.[1];
}

/** One letter wrong, left out, put in, or swapped with its neighbour. */
function isSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (long.length === short.length + 1) return long.slice(at + 1) === short.slice(at);
  if (long.length !== short.length) return false;
  const swapped = `${long[at + 1] ?? ''}${long[at] ?? ''}` === short.slice(at, at + 2);
  return (
    long.slice(at + 1) === short.slice(at + 1) ||
    (swapped && long.slice(at + 2) === short.slice(at + 2))
  );
}

/**
 * The plan's footers of a commit message or of a pull request's text, in order. Not only the last
 * paragraph counts: in practice `Closes-Bug` often stands above it.
 */
export function footersOf(message: string): Footer[] {
  const found: Footer[] = [];
  for (const line of message.slice(0, 100_000).split(/\r\n?|\n/, 5000)) {
    const match = /^\s{0,3}([A-Za-z][\w\u2010\u2011-]{2,40})\s*:\s*(\S.*)$/.exec(line);
    const key =
      match === null ? undefined : footerKey((match[1] ?? '').replace(/[\u2010\u2011]/g, '-'));
    if (key === undefined) continue;
    const footer = { key, value: foreignText(match?.[2] ?? '') };
    if (footer.value === '' || !isPlausible(footer)) continue;
    if (!found.some((one) => one.key === key && one.value === footer.value)) found.push(footer);
  }
  return found;
}

/** Prose that begins with a footer's word is no footer: "Task: rewrite the lot". */
function isPlausible({ key, value }: Footer): boolean {
  if (key === 'Change-Id') return /^I[0-9a-f]{40}$/.test(value);
  if (key === 'Story' || key === 'Task') return /^#?\d+/.test(value);
  return true;
}

/** `2131801` of `##2131801`, `LP #2131801`, `https://…/+bug/2131801`; every number of a list. */
export function bugNumbers(value: string): string[] {
  return [...value.matchAll(/(?:^|[^\d\w.-])#*(\d{1,9})(?![\w-])/g)].map((match) => match[1] ?? '');
}

/** Every bug that a review's footers name, with the line that does. */
export function bugsOf(footers: readonly Footer[] | undefined): { bug: string; text: string }[] {
  return (footers ?? [])
    .filter(({ key }) => key.endsWith('-Bug'))
    .flatMap(({ key, value }) =>
      bugNumbers(value).map((bug) => ({ bug, text: `${key}: ${value}` })),
    );
}
