import { dayOf } from '../../src/ground/day.ts';
import { placeSchema } from '../../src/proposal/probe.ts';
import { boundText } from '../../src/status/bound-text.ts';
import type { Answered } from '../../src/status/evaluate.ts';
import { verdictText, type ProbeWhy, type Why } from '../../src/status/why.ts';
import { partLines } from './part-lines.ts';

/** So many lines of evidence, and so many commits, are printed of each probe. */
const mostPrinted = 12;

/** One status in full, as `npm run status -- --why <project> <stage>` prints it. */
export function whyLines({ row, predicates, probes, dependencies, wouldBeDone }: Why): string[] {
  const lines = [`${row.project}, ${row.stage}: ${row.status}: ${row.reason}`];
  if (row.asOf !== null) {
    lines.push(row.asOf.day === null ? 'As of: day not known' : `As of ${row.asOf.day}`);
  }
  lines.push(...partLines(row.parts).map((line) => `  ${line}`));
  if (row.drift !== null) lines.push(`Drift: ${row.drift.text}`);
  lines.push('', 'What is asked:');
  for (const one of predicates) {
    const role = one.role === 'affected' ? 'ever affected' : one.role;
    lines.push(`  ${role}: ${one.text}: ${verdictText(one)}`);
  }
  lines.push('', 'What was found:');
  for (const probe of probes) lines.push(...probeLines(probe));
  if (dependencies.length > 0) lines.push('', 'What it depends on:');
  for (const { stage, project, through } of dependencies) {
    const told = through === undefined ? 'unknown' : through ? 'through' : 'not through';
    lines.push(`  ${project}: ${told} with ${stage}`);
  }
  if (wouldBeDone.length > 0) lines.push('', 'What would make it done:');
  return [...lines, ...wouldBeDone.map((step) => `  ${step}`), ''];
}

function probeLines({ probe, part, title, now, files, evidence, changes }: ProbeWhy): string[] {
  const name = part === undefined ? probe : `${probe} of ${part}`;
  const looked =
    files === null
      ? ''
      : ` (${files.looked} ${files.looked === 1 ? 'file' : 'files'} looked at${files.unread > 0 ? `, ${files.unread} not read` : ''})`;
  const lines = [`  ${name}, ${title}: ${countsText(now)}${looked}`];
  for (const { path, in: place, lines: numbers, via } of evidence.slice(0, mostPrinted)) {
    const through = via === undefined ? '' : ` via ${via}`;
    lines.push(`    ${path}:${numbers.join(',')} ${place}${through}`);
  }
  const more = evidence.length - mostPrinted;
  if (more > 0) lines.push(`    and ${more} more ${more === 1 ? 'file' : 'files'}`);
  for (const { commit, date, counts, bound } of changes.slice(-mostPrinted)) {
    const worth = boundText(placesOf(counts), bound);
    lines.push(`    ${dayOf(date)} ${commit.slice(0, 10)} ${worth}`);
  }
  return lines;
}

function countsText(now: Answered | undefined): string {
  if (now === undefined) return 'no answer';
  if (now.gap === undefined) return placesOf(now.counts);
  return now.gap.kind === 'unreadable'
    ? `at least ${placesOf(now.counts)}; ${now.gap.words}`
    : `no answer: ${now.gap.words}`;
}

function placesOf(counts: Answered['counts']): string {
  return placeSchema.options.map((place) => `${counts[place]} in ${place}`).join(', ');
}
