import type { TextRange } from './text-range.ts';

/** How a passage was found again. */
export type Method =
  /** Its text stayed in order. */
  | 'diff'
  /** What stands between the texts that stayed on both sides is near enough to it. */
  | 'gap'
  /** Its text went elsewhere. */
  | 'move'
  /** Something near enough to it was inserted elsewhere. */
  | 'search'
  /** It was not found; what stood beside it was. */
  | 'neighbour'
  /** It was not looked for to the end: that took too long. */
  | 'none';

/** Where a passage of one revision stands in another. */
export type Placement =
  | {
      /**
       * exact: word for word, in order. edited: most of it stayed. rewritten: other words stand where
       * it stood. moved: it stands elsewhere, changed or not.
       */
      outcome: 'exact' | 'edited' | 'rewritten' | 'moved';
      range: TextRange;
      /** 0 to 1: the share of its characters that stand there too. */
      confidence: number;
      method: Exclude<Method, 'neighbour' | 'none'>;
    }
  | {
      /** It is gone, or could not be told from others: it is shown beside what stood beside it. */
      outcome: 'orphaned';
      /** Offset in the new text at which it would stand. */
      near: number;
      /** How near something came that was refused; 0: nothing did. */
      confidence: number;
      method: 'neighbour' | 'none';
    };
