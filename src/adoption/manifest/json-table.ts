import type { Node } from 'jsonc-parser';

/** What a key of an object says: of one that is there twice the last holds, for npm and for PHP. */
export function valueAt(node: Node | undefined, key: string): Node | undefined {
  const properties = node?.type === 'object' ? (node.children ?? []) : [];
  return properties.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
}

/**
 * Why what should be a table is none; undefined where it is one, or says nothing: PHP writes an empty table as
 * an empty list.
 */
export function notTable(
  node: Node | undefined,
  lineOf: (offset: number) => number,
): string | undefined {
  if (node === undefined || node.type === 'object' || node.type === 'null') return undefined;
  if (node.type === 'array' && node.children?.length === 0 && node.parent !== undefined) {
    return undefined;
  }
  return `line ${lineOf(node.offset)}: a table is expected`;
}
