/** One fault in something that a person wrote, with all that its author needs to mend it. */
export interface Problem {
  /** Path as the reader would type it, relative to the working directory where that is shorter. */
  file: string;
  /** One-based; 1 where the file as a whole is meant. */
  line: number;
  /** One-based, in UTF-16 code units. */
  column: number;
  /** What is wrong, naming the place in the data: "stages.2.after: …". */
  message: string;
  /** What is allowed, or what to do; may be empty. */
  hint: string;
  /** Stable name of the rule, for programs. */
  code: ProblemCode;
  /** This one only counts so many further faults of its file. */
  more?: number | undefined;
}

/** Every rule, by its stable name. */
export const problemCodes = [
  'unreadable',
  'not-text',
  'too-large',
  'yaml',
  'front-matter',
  'schema',
  'unknown-key',
  'duplicate-id',
  'broken-reference',
  'cycle',
  'missing-section',
  'lifecycle',
  'claim',
  'concern',
  'decision',
  'include',
  'pattern',
  'fix',
  'older-engine',
  'glossary',
  'html',
  'timeline',
  'placeholder',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Faults of one file that are told; the rest would only repeat them. */
export const mostFaults = 50;

/** Tells that a file has further faults than those that are told. */
export function moreFaults(
  place: Pick<Problem, 'file' | 'line' | 'column'>,
  more: number,
): Problem {
  const { file, line, column } = place;
  const message = `and ${more} more ${more === 1 ? 'fault' : 'faults'}`;
  return { file, line, column, message, hint: 'mend these first', code: 'schema', more };
}

/** The first {@link mostFaults} of each file in their order, and how many more it has. */
export function fewOfEachFile<One extends Problem>(problems: readonly One[]): One[] {
  const byFile = Map.groupBy(problems, ({ file }) => file);
  return [...byFile.values()].flatMap((all) => {
    const told = all.filter(({ more }) => more === undefined).slice(0, mostFaults);
    const more = countFaults(all) - told.length;
    const last = told.at(-1) ?? all[0];
    if (last === undefined || more === 0) return told;
    return [...told, { ...last, ...moreFaults(last, more) }];
  });
}

/** How many faults there are, those included that are not told. */
export function countFaults(problems: readonly Problem[]): number {
  return problems.reduce((sum, { more = 1 }) => sum + more, 0);
}

/** `file:line:column  message  hint`, the one form in which every command prints a fault. */
export function formatProblem(problem: Problem): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  return [place, problem.message, problem.hint].filter((part) => part !== '').join('  ');
}

/** Sorts by file, then position, so that the same faults always print in the same order. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.message, b.message)
  );
}

/** Code-unit order: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
