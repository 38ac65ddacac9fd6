/** One public name of the library, as the reference tells of it. */
export interface Entry {
  readonly name: string;
  /** `function`, `class`, `interface`, `type` or `constant`. */
  readonly kind: string;
  /** Below src/executor. */
  readonly file: string;
  /** Offset in the file: names stand in their source's order. */
  readonly position: number;
  /** Declarations without bodies; several for overloads. */
  readonly signatures: readonly string[];
  readonly comment: Comment;
  readonly members: readonly Member[];
}

/** A member of a class or an interface. */
export interface Member {
  readonly name: string;
  readonly signatures: readonly string[];
  readonly comment: Comment;
}

/** A doc comment. Texts are Markdown; a link to a name is written `{@link Name}`. */
export interface Comment {
  readonly text: string;
  readonly params: readonly { readonly name: string; readonly text: string }[];
  readonly throws: readonly { readonly name: string; readonly text: string }[];
  readonly examples: readonly string[];
}

export const noComment: Comment = { text: '', params: [], throws: [], examples: [] };
