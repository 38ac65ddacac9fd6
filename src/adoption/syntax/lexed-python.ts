/** A logical line: one simple statement, or the header of a compound one, over all its lines. */
export interface LogicalLine {
  /** Offsets in the text; `start` is that of the first character that is no blank. */
  start: number;
  end: number;
  /** Line of `start`, from 1. */
  line: number;
  /** Does its code end with a colon: the head of a block? */
  header: boolean;
}

export interface LexedPython {
  text: string;
  lines: LogicalLine[];
  /** The kind of each character of the text. */
  kinds: Uint8Array;
}
