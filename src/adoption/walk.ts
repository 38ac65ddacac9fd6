import { dayEnd } from '../ground/day.ts';
import type { Change, Commit, ObjectSource, TreeFile } from '../git/object-source.ts';
import type { CacheFile } from './cache/cache-file.ts';
import { isPassing } from './cache/scan-record.ts';
import { ScanStore } from './cache/scan-store.ts';
import { WalkStore } from './cache/walk-store.ts';
import type { Reading } from './engine.ts';
import { answersAt, CountsDiffer } from './evidence.ts';
import { BlobScans, largestBlobBytes } from './blob-scans.ts';
import { foundProblems } from './found-problems.ts';
import { findTargets } from './manifest/targets.ts';
import { RunningCounts } from './running-counts.ts';
import { Scanner, type ProbeQuestion } from './scanner.ts';
import { walkStateSchema, type WalkState } from './walk-state.ts';

/** What a walk is told. */
export interface WalkOptions {
  source: ObjectSource;
  question: ProbeQuestion;
  /**
   * Day, `YYYY-MM-DD` in UTC: the walk begins with the last commit dated at or before it, or with the
   * first commit if all are later.
   */
  since: string;
  /** What earlier runs found, and this one keeps for later ones. */
  cache?: CacheFile | undefined;
  /** Is a commit's history always the same: neither cut off nor with absent contents? */
  isWhole?: boolean;
  /** Told how many of the contents that must be read are. */
  progress?: ((done: number, total: number) => void) | undefined;
}

/** A walk that has come to the head. */
interface Walked {
  reading: Reading;
  state: WalkState;
}

/** A commit behind the first, and what it changed. */
interface Step {
  commit: Commit;
  changes: Change[];
}

/**
 * Follows the counts of all probes over the first-parent line, exactly: the whole tree of the first
 * commit once, then what each commit changed. Every version of a file is read and scanned once,
 * wherever and however often it stands. Where an earlier run came to a commit of this line, only what
 * is behind that is walked.
 */
export async function walk(options: WalkOptions): Promise<Reading> {
  const { cache, isWhole = false, question, since } = options;
  const walks =
    cache !== undefined && isWhole
      ? new WalkStore(cache, 'walk', walkStateSchema, [question, since])
      : undefined;
  const known = walks?.last();
  const { reading, state } =
    (known === undefined ? undefined : await goOn(options, known)) ?? (await begin(options));
  if (!state.problems.some(({ problems }) => problems.some(isPassing))) walks?.keep(state);
  return reading;
}

async function begin({ source, question, since, cache, progress }: WalkOptions): Promise<Walked> {
  const line = await source.commits();
  const head = line.at(-1);
  if (head === undefined) throw new Error('Expected at least one commit, got none');
  const start = baselineIndex(line, since);
  const from = line[start] ?? head;

  const first = await source.tree(from.id);
  const steps = await stepsAfter(source, from.id, line.slice(start + 1));
  const targets = await findTargets(versionsIn(steps, first), source, largestBlobBytes);
  const scanner = new Scanner(question, targets);
  const scans = new BlobScans(source, scanner, storeOf(cache, scanner));
  scans.want(versionsIn(steps, first));
  await scans.read(progress);

  const running = new RunningCounts(scanner, scans);
  for (const { path, blob } of first) running.add(path, blob, 1);
  running.mark(from, 0);
  follow(running, steps, 0);
  const files = steps.length === 0 ? first : await source.tree(head.id);
  const commits = steps.length + 1;
  return walked({ head, from, commits, files, targets }, scanner, scans, running);
}

/**
 * From where an earlier run came to; undefined where all must be walked again: the history was written
 * anew, or what is new changes how the old is read.
 */
async function goOn(
  { source, question, since, cache, progress }: WalkOptions,
  known: WalkState,
): Promise<Walked | undefined> {
  const later = await source.commitsAfter(known.head.id);
  // A commit dated before the day would begin the walk.
  if (later === undefined || later.some(({ time }) => time < dayEnd(since))) return undefined;
  const steps = await stepsAfter(source, known.head.id, later);
  const head = later.at(-1) ?? known.head;
  const targets = await findTargets(versionsIn(steps), source, largestBlobBytes, known.targets);
  if (targets.size > known.targets.length) return undefined;
  const files = await source.tree(head.id);
  const scanner = new Scanner(question, targets);
  const scans = new BlobScans(source, scanner, storeOf(cache, scanner), known.problems);
  scans.want(versionsIn(steps));
  scans.want(files);
  await scans.read(progress);

  const running = new RunningCounts(scanner, scans, known);
  follow(running, steps, known.commits - 1);
  const commits = known.commits + steps.length;
  try {
    return walked({ head, from: known.from, commits, files, targets }, scanner, scans, running);
  } catch (error) {
    if (error instanceof CountsDiffer) return undefined;
    throw error;
  }
}

function walked(
  at: Omit<Reading, 'answers' | 'problems'>,
  scanner: Scanner,
  scans: BlobScans,
  running: RunningCounts,
): Walked {
  const { head, from, commits, files, targets } = at;
  const problems = scans.problems();
  return {
    reading: {
      ...at,
      answers: answersAt(files, scanner, scans, running),
      problems: foundProblems(files, scanner, scans, problems),
    },
    state: {
      ...{ head, from, commits, targets: [...targets], problems },
      ...{ counts: running.state, coverage: running.coverage.state },
    },
  };
}

function storeOf(cache: CacheFile | undefined, scanner: Scanner): ScanStore | undefined {
  return cache === undefined ? undefined : new ScanStore(cache, scanner);
}

/** What each commit of the line behind `from` changed. */
async function stepsAfter(
  source: ObjectSource,
  from: string,
  line: readonly Commit[],
): Promise<Step[]> {
  const steps: Step[] = [];
  if (line.length === 0) return steps;
  await source.changes(from, (id, changes) => {
    const commit = line[steps.length];
    if (commit?.id !== id) throw new Error(`Expected commit ${commit?.id ?? 'none'}, got ${id}`);
    steps.push({ commit, changes });
  });
  if (steps.length !== line.length) {
    throw new Error(`Expected ${line.length} commits after the first, got ${steps.length}`);
  }
  return steps;
}

/** @param last position of the commit before the first of them */
function follow(running: RunningCounts, steps: readonly Step[], last: number): void {
  for (const [i, { commit, changes }] of steps.entries()) {
    for (const { path, before, after } of changes) {
      if (before !== null) running.add(path, before, -1);
      if (after !== null) running.add(path, after, 1);
    }
    running.mark(commit, last + i + 1);
  }
}

/** The files before the steps, and those that changes take away and bring: one at a time, a history has many. */
function* versionsIn(steps: readonly Step[], first: readonly TreeFile[] = []): Generator<TreeFile> {
  yield* first;
  for (const { changes } of steps) {
    for (const { path, before, after } of changes) {
      if (before !== null) yield { path, blob: before };
      if (after !== null) yield { path, blob: after };
    }
  }
}

/** Index of the last commit dated on or before the day; 0 if all are later. */
function baselineIndex(line: readonly Commit[], since: string): number {
  const end = dayEnd(since);
  return Math.max(
    0,
    line.findLastIndex(({ time }) => time < end),
  );
}
