import type { Locate } from '../git/clone.ts';
import { UnreadableRepository, type ReadProblem } from '../git/read-problem.ts';
import { dayOf, today } from '../ground/day.ts';
import { diffableJson } from '../ground/diffable-json.ts';
import { noLinkBelow, readTextBelow, UnsafePath, writeBelow } from '../ground/trust/open-below.ts';
import type { Proposal } from '../proposal/load-proposals.ts';
import type { Registry } from '../proposal/registry.ts';
import { laterAsOf, readAsOf } from './as-of-file.ts';
import type { AsOf } from './as-of.ts';
import { unreadSnapshot, type ReadTask } from './read-project.ts';
import { readSnapshot, snapshotPath } from './read-snapshots.ts';
import type { AdoptionSnapshot } from './snapshot.ts';

export interface TrackOptions {
  registry: Registry;
  locate: Locate;
  /** Reads a repository: in this process, or in one of its own, which may end as it likes. */
  read: (task: ReadTask) => Promise<AdoptionSnapshot>;
  /** See `ReadTask`. */
  scans?: string | undefined;
  /** Compare with what stands there, but write nothing. */
  dryRun?: boolean;
}

/** What tracking one project for one proposal came to. */
export interface Tracked {
  proposal: number;
  project: string;
  /** What was read now; null if nothing could be. */
  snapshot: AdoptionSnapshot | null;
  /** When its address was last asked; null where nothing was read. */
  asOf: AsOf | null;
  /** Did the file change, or would it? */
  changed: boolean;
  /** All that could not be read, with what only the terminal should know. */
  problems: (ReadProblem & { detail?: string })[];
}

/** The repository itself is what cannot be read, as it stands now: what was known of it is past. */
const replacing: readonly ReadProblem['code'][] = ['engine', 'too-large', 'partial'];

/**
 * Reads one project's repository and replaces its snapshot.
 *
 * A repository that cannot be reached never costs what is known: if a good snapshot is there it
 * stays as it is, and the result says why it is not newer. Where there is none, or where the
 * repository was there and its reading failed, a snapshot is written that has no commit and names the
 * problem. A snapshot in a newer format is left alone.
 */
export async function track(
  proposal: Proposal,
  project: string,
  { registry, locate, read, scans, dryRun = false }: TrackOptions,
): Promise<Tracked> {
  const entry = registry.projects[project];
  if (entry === undefined) throw new Error(`Expected a project of the registry, got ${project}`);
  const file = snapshotPath(proposal.folder, project);
  const before = await readSnapshot(file);
  const days = (await readAsOf(proposal.folder)).projects;
  const known = before !== undefined && 'snapshot' in before ? before.snapshot.commit : null;
  const result: Tracked = {
    proposal: proposal.number,
    project,
    snapshot: null,
    asOf: null,
    changed: false,
    problems: [],
  };
  try {
    await noLinkBelow(proposal.folder, file);
  } catch (error) {
    if (!(error instanceof UnsafePath)) throw error;
    result.problems.push({ code: 'engine', message: `not written: ${error.message}` });
    return result;
  }
  const { since } = proposal.frontMatter;
  let snapshot: AdoptionSnapshot;
  try {
    const { path, isMirror, asked, problem } = await locate(entry.repository);
    if (problem !== undefined) result.problems.push(problem);
    snapshot = await read({
      project,
      entry,
      path,
      isMirror,
      probes: proposal.probes,
      since,
      registry,
      scans,
    });
    result.problems.push(...snapshot.problems);
    result.snapshot = snapshot;
    const now = asked ?? { day: null, newestCommit: dayOf(snapshot.date ?? today()) };
    result.asOf = laterAsOf(days.get(project), now, known === snapshot.commit);
  } catch (error) {
    const { problem, detail } = asProblem(error);
    result.problems.push(detail === '' ? problem : { ...problem, detail });
    if (known !== null && !replacing.includes(problem.code)) return result;
    snapshot = unreadSnapshot({ project, entry, since }, problem);
  }
  if (before !== undefined && 'problem' in before && before.newer) {
    result.problems.push({ code: 'engine', message: `not written: ${before.problem.message}` });
    return result;
  }
  const text = diffableJson(snapshot);
  if (dryRun) {
    const there = await readTextBelow(proposal.folder, file, text.length * 4).catch(
      () => undefined,
    );
    result.changed = there !== text;
  } else result.changed = await writeBelow(proposal.folder, file, text);
  return result;
}

function asProblem(error: unknown): { problem: ReadProblem; detail: string } {
  if (error instanceof UnreadableRepository)
    return { problem: error.problem, detail: error.detail };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { problem: { code: 'engine', message: 'a fault of this program' }, detail };
}
