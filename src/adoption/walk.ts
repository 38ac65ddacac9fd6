import { dayEnd } from '../ground/day.ts';
import type { Reading } from './engine.ts';
import { answersAt } from './evidence.ts';
import type { CacheFile } from './cache/cache-file.ts';
import { ScanStore } from './cache/scan-store.ts';
import { BlobScans, largestBlobBytes } from './blob-scans.ts';
import { foundProblems } from './found-problems.ts';
import type { Change, Commit, ObjectSource, TreeFile } from '../git/object-source.ts';
import { RunningCounts } from './running-counts.ts';
import { findTargets } from './manifest/targets.ts';
import { Scanner, type ProbeQuestion } from './scanner.ts';

/**
 * Follows the counts of all probes over the first-parent line, exactly: the whole tree of the first
 * commit once, then what each commit changed. Every version of a file is read and scanned once,
 * wherever and however often it stands.
 *
 * @param since day, `YYYY-MM-DD` in UTC: the walk begins with the last commit dated at or before it,
 *   or with the first commit if all are later
 * @param cache what earlier runs found, and this one keeps for later ones
 */
export async function walk(
  source: ObjectSource,
  question: ProbeQuestion,
  since: string,
  cache?: CacheFile,
): Promise<Reading> {
  const line = await source.commits();
  const head = line.at(-1);
  if (head === undefined) throw new Error('Expected at least one commit, got none');
  const start = baselineIndex(line, since);
  const from = line[start] ?? head;

  const first = await source.tree(from.id);
  const steps: { commit: Commit; changes: Change[] }[] = [];
  await source.changes(from.id, (id, changes) => {
    const commit = line[start + 1 + steps.length];
    if (commit?.id !== id) throw new Error(`Expected commit ${commit?.id ?? 'none'}, got ${id}`);
    steps.push({ commit, changes });
  });
  if (start + steps.length !== line.length - 1) {
    throw new Error(
      `Expected ${line.length - 1 - start} commits after the first, got ${steps.length}`,
    );
  }

  const versions = [...first, ...steps.flatMap(({ changes }) => changes.flatMap(versionsOf))];
  const targets = await findTargets(versions, source, largestBlobBytes);
  const scanner = new Scanner(question, targets);
  const store = cache === undefined ? undefined : new ScanStore(cache, scanner);
  const scans = new BlobScans(source, scanner, store);
  scans.want(versions);
  await scans.read();

  const running = new RunningCounts(scanner, scans);
  for (const { path, blob } of first) running.add(path, blob, 1);
  running.mark(from, 0);
  for (const [i, { commit, changes }] of steps.entries()) {
    for (const { path, before, after } of changes) {
      if (before !== null) running.add(path, before, -1);
      if (after !== null) running.add(path, after, 1);
    }
    running.mark(commit, i + 1);
  }
  const files = steps.length === 0 ? first : await source.tree(head.id);
  return {
    head,
    from,
    commits: steps.length + 1,
    files,
    targets,
    answers: answersAt(files, scanner, scans, running),
    problems: foundProblems(files, scanner, scans),
  };
}

/** The files that a change takes away and brings. */
function versionsOf({ path, before, after }: Change): TreeFile[] {
  return [before, after].flatMap((blob) => (blob === null ? [] : [{ path, blob }]));
}

/** Index of the last commit dated on or before the day; 0 if all are later. */
function baselineIndex(line: readonly Commit[], since: string): number {
  const end = dayEnd(since);
  return Math.max(
    0,
    line.findLastIndex(({ time }) => time < end),
  );
}
