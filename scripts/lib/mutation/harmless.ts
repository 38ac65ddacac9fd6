/** A survivor of a mutation run that does not matter, and why. */
export interface HarmlessMutant {
  file: string;
  /** The line of the file as it stands, without the space around it. */
  line: string;
  /** The text that replaces a part of the line; left out: every change of the line. */
  replacement?: string;
  /** Why no reader and no caller could tell the difference. */
  reason: string;
}

/**
 * Survivors that do not matter. An entry whose line is gone, or whose mutants are all killed, is
 * reported as out of date, so the list stays true.
 */
export const harmlessMutants: readonly HarmlessMutant[] = [];
