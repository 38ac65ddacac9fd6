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
}

export type ProblemCode =
  | 'unreadable'
  | 'not-text'
  | 'too-large'
  | 'yaml'
  | 'front-matter'
  | 'schema'
  | 'unknown-key'
  | 'duplicate-id'
  | 'broken-reference'
  | 'cycle'
  | 'missing-section'
  | 'lifecycle'
  | 'claim'
  | 'concern'
  | 'include'
  | 'older-engine'
  | 'glossary'
  | 'html';

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
