import type { z } from 'zod';
import type { importProbeSchema } from '../../proposal/probe.ts';
import type { Separator } from '../probe/matcher.ts';

export type ImportProbe = z.infer<typeof importProbeSchema>;

/** A module that may hand on what it imports. */
export interface Candidate {
  probe: string;
  path: string;
  /** As it would be declared under `wrappers`. */
  module: string;
  /** Names under which it hands the probed module on; {@link anyName} for whatever it has. */
  names: Set<string>;
  importers: { code: Set<string>; tests: Set<string> };
}

/** How modules of a language hand on what they import. */
export interface WrapperLanguage {
  separator: Separator;
  /** The module that a file is; undefined for what is no file of the language. */
  moduleOf(path: string): string | undefined;
  /** Names under which a file hands on what the probe asks for. */
  handedOn(text: string, path: string, probe: ImportProbe): string[];
  /**
   * The names that a file takes from a module, whatever that hands on; with them {@link anyName} if
   * there is one, {@link allNames} if it may use all. A file is read once for all modules.
   */
  taking(text: string, path: string): (module: string) => Iterable<string>;
}

/** What stands for whatever a module has, where it is handed on and where it is taken. */
export const anyName = '*';

/** Where a module is taken as a whole: any of its names may be used. */
export const allNames = '**';

/** The last part of a module's name: no file takes anything from it without saying that. */
export function lastPart(module: string, separator: Separator): string {
  return module.split(separator).at(-1) ?? module;
}
