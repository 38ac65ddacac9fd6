import { readFile } from 'node:fs/promises';
import { Instrumenter } from '@stryker-mutator/instrumenter';

/** One small change of one file. */
export interface Mutant {
  id: string;
  fileName: string;
  mutatorName: string;
  replacement: string;
  /** Lines and columns count from 1. */
  location: { start: { line: number; column: number } };
}

export interface InstrumentedFile {
  name: string;
  source: string;
  /** The source with every change in it, each behind a switch. */
  content: string;
}

const nothing = () => undefined;
/** Stryker says what it does at each step: nobody reads it. */
const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};

/** Stryker's changes of these files, all at once in one text a file. */
export async function instrument(
  names: readonly string[],
): Promise<{ files: InstrumentedFile[]; mutants: Mutant[] }> {
  const sources = await Promise.all(
    names.map(async (name) => ({ name, mutate: true, content: await readFile(name, 'utf8') })),
  );
  const made = await new Instrumenter(silent).instrument(sources, {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
  });
  return {
    files: made.files.map(({ name, content }, i) => ({
      name,
      source: sources[i]?.content ?? '',
      content,
    })),
    mutants: made.mutants
      .filter(({ status }) => status !== 'Ignored')
      .map(({ id, fileName, mutatorName, replacement, location: { start } }) => ({
        id,
        fileName,
        mutatorName,
        replacement,
        location: { start: { line: start.line + 1, column: start.column + 1 } },
      })),
  };
}
