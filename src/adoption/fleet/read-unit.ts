import type { Locate } from '../../git/clone.ts';
import type { LastAsked } from '../../git/last-asked.ts';
import { UnreadableRepository, type ReadProblem } from '../../git/read-problem.ts';
import type { ReadTask } from '../read-project.ts';
import type { AdoptionSnapshot } from '../snapshot.ts';

/** One unit of work: a proposal's probes put to one repository, wherever that is then read. */
export type Unit = Omit<ReadTask, 'path' | 'isMirror' | 'opened' | 'scans'>;

/** A problem, with what only the terminal should know. */
export type ToldProblem = ReadProblem & { detail?: string };

/** What a unit came to. The same unit at the same commit gives the same snapshot anywhere. */
export interface UnitAnswer {
  /** What was read; null if nothing could be, and the last problem says why. */
  snapshot: AdoptionSnapshot | null;
  /** When the repository's address was last asked; absent: nobody knows. */
  asked?: LastAsked | undefined;
  /** What went wrong beside those of the snapshot. */
  problems: ToldProblem[];
}

/** How this machine reads a unit. */
export interface UnitReader {
  locate: Locate;
  /** In this process, or in one of its own, which may end as it likes. */
  read: (task: ReadTask) => Promise<AdoptionSnapshot>;
  /** See `ReadTask`. */
  scans?: string | undefined;
}

/** Finds the repository on this machine, brings it where that is asked for, and reads it. Never throws. */
export async function readUnit(
  unit: Unit,
  { locate, read, scans }: UnitReader,
): Promise<UnitAnswer> {
  const problems: ToldProblem[] = [];
  try {
    const { path, isMirror, asked, problem } = await locate(unit.entry.repository);
    if (problem !== undefined) problems.push(problem);
    const snapshot = await read({ ...unit, path, isMirror, scans });
    return { snapshot, asked, problems };
  } catch (error) {
    problems.push(asProblem(error));
    return { snapshot: null, problems };
  }
}

function asProblem(error: unknown): ToldProblem {
  if (error instanceof UnreadableRepository) {
    const { problem, detail } = error;
    return detail === '' ? problem : { ...problem, detail };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'engine', message: 'a fault of this program', detail };
}
