import type { Element, ElementContent, Root } from 'hast';

/**
 * Version of {@link canonicalText}. Offsets hold in the text of one version alone: whoever changes
 * what the function gives for any page raises it, and stored placements are computed again.
 */
export const canonicalVersion = 1;

/** Each of these begins and ends a block; cells of a table stand side by side in the block of their row. */
export const blockElements = new Set([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'hr', 'div', 'section', 'blockquote', 'pre'],
  ...['details', 'summary', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'tr'],
]);
/** A space stands before each of these. */
export const spaced = new Set(['br', 'td', 'th']);

/**
 * The text of a rendered revision in the one form in which passages are told: Unicode NFC, white
 * space collapsed within each block, blocks joined by a newline, no empty block.
 *
 * What the page says for an author is left out: numbers and arrows of footnotes, and an element with
 * `data-said` counts as what that attribute holds. So the text of a revision changes with nothing but
 * the revision.
 *
 * @param tree the rendered page's own tree, sanitised; within the bounds of src/proposal/markdown.ts
 */
export function canonicalText(tree: Root): string {
  return canonicalBlocks(tree)
    .map(({ text }) => text)
    .join('\n');
}

/** A block of a canonical text, and where the tree has it. */
export interface CanonicalBlock {
  text: string;
  /** The element that begins it, and those around it, the outermost first; empty: the tree itself. */
  path: readonly Element[];
  /** Lines of the source that its text stands on, from 1; undefined where the tree does not say. */
  lines: { first: number; last: number } | undefined;
}

/** The blocks that {@link canonicalText} joins. */
export function canonicalBlocks(tree: Root): CanonicalBlock[] {
  const blocks: CanonicalBlock[] = [];
  const path: Element[] = [];
  let open = '';
  let lines: CanonicalBlock['lines'];
  const close = () => {
    const text = open.normalize('NFC').replace(/\s+/gu, ' ').trim();
    if (text !== '') blocks.push({ text, path: [...path], lines });
    open = '';
    lines = undefined;
  };
  const add = (text: string, node: Pick<ElementContent, 'position'>) => {
    open += text;
    // What a plugin wrote anew, and code, is on the lines of its element.
    const position = node.position ?? path.at(-1)?.position;
    if (position === undefined || text.trim() === '') return;
    const [first, last] = [position.start.line, position.end.line];
    lines = {
      first: Math.min(lines?.first ?? first, first),
      last: Math.max(lines?.last ?? last, last),
    };
  };
  const read = (nodes: readonly (ElementContent | Root['children'][number])[]) => {
    for (const node of nodes) {
      if (node.type === 'text') add(node.value, node);
      if (node.type !== 'element' || isOfThePage(node)) continue;
      const isBlock = blockElements.has(node.tagName);
      if (isBlock) {
        close();
        path.push(node);
      }
      if (spaced.has(node.tagName)) open += ' ';
      const said = node.properties['dataSaid'];
      if (typeof said === 'string') add(said, node);
      else read(node.children);
      if (isBlock) {
        close();
        path.pop();
      }
    }
  };
  read(tree.children);
  close();
  return blocks;
}

/** What the renderer adds for footnotes: their numbers, the arrows back, the hidden heading. */
function isOfThePage({ properties }: Element): boolean {
  const { dataFootnoteRef, dataFootnoteBackref, className } = properties;
  const isHidden = Array.isArray(className) && className.includes('sr-only');
  return dataFootnoteRef !== undefined || dataFootnoteBackref !== undefined || isHidden;
}
