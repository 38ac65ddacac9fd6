/** An import statement, or what stands for one (`require('x')`). */
export interface ImportFact {
  /** Line of the statement, from 1 at the start of the text that was parsed. */
  line: number;
  /** Levels up for a relative import in Python (`from .. import x` is 2); 0 if absolute. */
  level: number;
  /**
   * What is imported, in full: `from a import b, c` is `a.b` and `a.c`, with `*` for everything; in
   * JavaScript the specifier, once.
   */
  modules: string[];
  /** Names that it binds in the file, with what each stands for. */
  bound: { name: string; means: string }[];
  /** Names under which the statement itself exports it (`export … from`), `*` for all; JavaScript. */
  exported?: string[];
}

/** An argument: a string literal's value, a dotted name, or nothing that a probe could ask for. */
export type Value = { text: string } | { name: string } | undefined;

/** So many names of a callee are told, from its end: what stands before them is `?`. */
export const longestCallee = 32;

export interface CallFact {
  /** Line of the name that is called. */
  line: number;
  /**
   * Names from the outermost owner to the function; what is no name is `()` (the result of a call
   * named by the element before it), `[]` or `?`.
   */
  callee: string[];
  positional: Value[];
  keywords: Record<string, Value>;
}

/** What imports and calls a piece of source has, whatever is asked of it. */
export interface SourceFacts {
  imports: ImportFact[];
  calls: CallFact[];
}
