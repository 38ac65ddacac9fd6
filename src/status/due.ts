import type { Stage } from '../proposal/stage.ts';

/** When a stage is due. */
export interface Due {
  /** `YYYY-MM-DD` */
  day: string;
  /** The release of the proposal's calendar, where the stage names one. */
  release?: string;
}

/** Resolves a stage's `due`, a release or a day, against the proposal's calendar. */
export function dueOf(stage: Stage, calendar: Readonly<Record<string, string>>): Due | undefined {
  if (stage.due === undefined) return undefined;
  const day = Object.hasOwn(calendar, stage.due) ? calendar[stage.due] : undefined;
  return day === undefined ? { day: stage.due } : { day, release: stage.due };
}
