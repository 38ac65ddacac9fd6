import { dayEnd } from '../ground/day.ts';
import type { Reading } from './engine.ts';
import { answersAt } from './evidence.ts';
import { Library } from './blob-scans.ts';
import type { Change, Commit, ObjectSource } from '../git/object-source.ts';
import type { PathClass, Scanner } from './scanner.ts';
import { Totals } from './running-counts.ts';

/**
 * Follows the counts of all probes over the first-parent line, exactly: the whole tree of the first
 * commit once, then what each commit changed. Every version of a file is read and scanned once,
 * wherever and however often it stands.
 *
 * @param since day, `YYYY-MM-DD` in UTC: the walk begins with the last commit at or before it, or
 *   with the first commit if all are later
 */
export async function walk(
  source: ObjectSource,
  scanner: Scanner,
  since: string,
): Promise<Reading> {
  const commits = await source.commits();
  const line = timesMonotone(commits);
  const head = commits.at(-1);
  if (head === undefined) throw new Error('Expected at least one commit, got none');
  const start = baselineIndex(line, since);
  const from = line[start] ?? head;

  const first = await source.tree(from.id);
  const steps: { commit: Commit; changes: Change[] }[] = [];
  await source.changes(from.id, (id, changes) => {
    const commit = line[start + 1 + steps.length];
    if (commit?.id !== id) throw new Error(`Expected commit ${commit?.id ?? 'none'}, got ${id}`);
    steps.push({ commit, changes: changes.filter(({ path }) => matters(scanner.classOf(path))) });
  });
  if (start + steps.length !== line.length - 1) {
    throw new Error(
      `Expected ${line.length - 1 - start} commits after the first, got ${steps.length}`,
    );
  }

  const library = new Library(source, scanner);
  library.want(first);
  for (const { changes } of steps) {
    for (const { path, before, after } of changes) {
      if (before !== null) library.want([{ path, blob: before }]);
      if (after !== null) library.want([{ path, blob: after }]);
    }
  }
  await library.read();

  const totals = new Totals(scanner, library);
  for (const { path, blob } of first) totals.add(path, blob, 1);
  totals.mark(from);
  for (const { commit, changes } of steps) {
    for (const { path, before, after } of changes) {
      if (before !== null) totals.add(path, before, -1);
      if (after !== null) totals.add(path, after, 1);
    }
    totals.mark(commit);
  }
  const files = steps.length === 0 ? first : await source.tree(head.id);
  return {
    head,
    from,
    commits: steps.length + 1,
    files,
    answers: answersAt(files, scanner, library, totals),
    problems: library.problems(files),
  };
}

function matters({ files, contents }: PathClass): boolean {
  return files.length > 0 || contents.length > 0;
}

/** Each commit with the latest time up to it. */
function timesMonotone(commits: readonly Commit[]): Commit[] {
  let latest = -Infinity;
  return commits.map(({ id, time }) => ({ id, time: (latest = Math.max(latest, time)) }));
}

/** Index of the last commit on or before the day; 0 if all are later. */
function baselineIndex(line: readonly Commit[], since: string): number {
  const end = dayEnd(since);
  const later = line.findIndex(({ time }) => time >= end);
  return later < 0 ? line.length - 1 : Math.max(0, later - 1);
}
