/** What a column holds. A day is `2026-10-01`, an instant UTC `2026-08-21T21:01:48Z`. */
export type ColumnKind = 'text' | 'whole' | 'truth' | 'day' | 'instant';

/** A cell; null: there is no such thing, or it is not known. */
export type Cell = string | number | boolean | null;

/** A table for a program that computes with many projects. */
export interface Table<Name extends string = string> {
  /** Of the file, without its ending. */
  name: string;
  /** In the order of a row's cells; names as SQL has them. */
  columns: Readonly<Record<Name, ColumnKind>>;
  /** Made one by one: a large plan's do not stand in memory at once. */
  rows: () => Iterable<Readonly<Record<Name, Cell>>>;
}
