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

/** The survivors that do not matter, by the file in which they are. */
export type HarmlessByFile = Readonly<Record<string, readonly Omit<HarmlessMutant, 'file'>[]>>;
