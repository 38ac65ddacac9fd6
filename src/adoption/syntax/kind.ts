/**
 * What a character of a source file belongs to. `docstring` is any string that is a statement of its
 * own: it is documentation, as a comment is.
 */
export const kind = { code: 0, comment: 1, string: 2, docstring: 3 } as const;
export type Kind = (typeof kind)[keyof typeof kind];
