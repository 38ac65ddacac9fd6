import type { ReadProblem } from '../git/read-problem.ts';
import { engineVersion } from './engine-version.ts';
import type { ReadTask } from './read-project.ts';
import { snapshotFormat, type AdoptionSnapshot } from './snapshot.ts';

/**
 * The snapshot of a project of which nothing could be read.
 *
 * @param problem why
 */
export function unreadSnapshot(
  { project, entry, since }: Pick<ReadTask, 'project' | 'entry' | 'since'>,
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
export function snapshotBeginning(project: string, { repository, branch }: ReadTask['entry']) {
  return {
    format: snapshotFormat,
    project,
    engine: engineVersion,
    repository,
    ...(branch === undefined ? {} : { branch }),
  } as const;
}
