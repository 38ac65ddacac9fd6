import type { ReadProblem } from '../git/read-problem.ts';
import type { Project } from '../proposal/registry.ts';
import { engineVersion } from './engine-version.ts';
import { snapshotFormat, type AdoptionSnapshot } from './snapshot.ts';

interface Unread {
  project: string;
  entry: Pick<Project, 'repository' | 'branch'>;
  /** The proposal's day from which history is asked for. */
  since: string;
}

/**
 * The snapshot of a project of which nothing could be read.
 *
 * @param problem why
 */
export function unreadSnapshot(
  { project, entry, since }: Unread,
  problem: ReadProblem,
): AdoptionSnapshot {
  return {
    ...snapshotBeginning(project, entry),
    ref: null,
    commit: null,
    date: null,
    history: { since, from: null, commits: 0 },
    problems: [{ ...problem, at: 'head' }],
    dependencies: { projects: [], complete: false },
    parts: [],
    partsComplete: false,
    wrappersFound: [],
    probes: {},
    partProbes: {},
  };
}

/** What every snapshot of a project says first, read or not. */
export function snapshotBeginning(project: string, { repository, branch }: Unread['entry']) {
  return {
    format: snapshotFormat,
    project,
    engine: engineVersion,
    repository,
    ...(branch === undefined ? {} : { branch }),
  } as const;
}
