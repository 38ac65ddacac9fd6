import { unpackRows, type RowRecord, type StageHead } from '../row-record.ts';

/**
 * The rows of all pages of a table, in its order, and the heads of its stages.
 *
 * @param first address of the table's first page
 * @param count of pieces
 * @throws where one of them cannot be had: a filter over a part of the reviews would lie
 */
export async function rowsOfAllPages(
  first: string,
  count: number,
): Promise<{ rows: RowRecord[]; heads: StageHead[] }> {
  const pieces = await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const response = await fetch(new URL(`rows/${i + 1}.json`, first));
      if (!response.ok) throw new Error(`piece ${i + 1}: ${response.status}`);
      return unpackRows(await response.text());
    }),
  );
  return {
    rows: pieces.flatMap(({ rows }) => rows),
    heads: pieces.flatMap(({ heads }) => heads),
  };
}
