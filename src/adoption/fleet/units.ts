import type { Unit, UnitAnswer } from './read-unit.ts';

/** How far a reading has come, in contents. */
export interface UnitProgress {
  done: number;
  total: number;
}

/** A unit that is this worker's, until it says so or is not heard of any more. */
export interface TakenUnit {
  unit: Unit;
  /** It is still being read. */
  alive(progress: UnitProgress): void;
  done(answer: UnitAnswer): Promise<void>;
  /** It is another's turn to try; where none is left, the unit is set aside with this answer. */
  failed(answer: UnitAnswer): Promise<void>;
}

/** Where units of work come from, one at a time; undefined: there is none now. */
export interface Units {
  take(): Promise<TakenUnit | undefined>;
}

/** What another machine, or another time, may read after all. */
const passing: ReadonlySet<string> = new Set(['fetch', 'git', 'engine']);

/** Reads a unit and says what it came to. */
export async function work(
  taken: TakenUnit,
  read: (unit: Unit, progress: (progress: UnitProgress) => void) => Promise<UnitAnswer>,
): Promise<UnitAnswer> {
  const answer = await read(taken.unit, (progress) => {
    taken.alive(progress);
  });
  const why = answer.snapshot === null ? answer.problems.at(-1) : undefined;
  if (why !== undefined && passing.has(why.code)) await taken.failed(answer);
  else await taken.done(answer);
  return answer;
}
