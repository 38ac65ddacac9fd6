import { dayText } from '../../ground/day.ts';
import type { ChangeSummary } from './client/shown-changes.ts';

/** A revision as pages name it: r3 of 2 Oct 2026. */
export function revisionText({
  number,
  date,
}: {
  number?: number | undefined;
  date?: string | undefined;
}): string {
  if (number === undefined) return 'the text as it stands here, not published';
  return date === undefined ? `r${number}` : `r${number} of ${dayText(date)}`;
}

/** Sections that are named; the others are counted. */
const mostSections = 6;

/** Where and how much: `Plan, Impact: 12 words in, 3 out`. */
export function summaryText({ sections, words: { ins, del } }: ChangeSummary): string {
  if (sections.length === 0) return 'nothing';
  const named = sections.slice(0, mostSections).join(', ');
  const more = sections.length - mostSections;
  const others = more > 0 ? ` and ${more} more` : '';
  return `${named}${others}: ${ins} ${ins === 1 ? 'word' : 'words'} in, ${del} out`;
}

/** The command that shows what was published first as a revision, where it has no page. */
export function gitCommand(commit: string, slug: string): string {
  return `git show ${commit.slice(0, 12)}:proposals/${slug}/index.md`;
}
