import { blockElements, spaced } from '../../../comments/anchoring/canonical-text.ts';
import type { TextRange } from '../../../comments/anchoring/text-range.ts';

/** A part of a block's text as the page has it: a text node, or what stands for an element. */
interface Piece {
  /** Undefined: nothing of it can be pointed at. */
  node: Text | undefined;
  text: string;
  /** Where it begins in the block's text before it is made canonical. */
  start: number;
}

/** A block of the canonical text and where the page has it. */
export interface PageBlock extends TextRange {
  /** The element that begins it. */
  element: Element;
  /** Behind this node its text ends. */
  last: Node;
  pieces: Piece[];
}

/** A page's canonical text, as canonical-text.ts has it, with the way to and from its nodes. */
export interface PageText {
  text: string;
  blocks: PageBlock[];
}

/** Reads the canonical text of the prose below an element. */
export function readPage(root: Element): PageText {
  const blocks: PageBlock[] = [];
  let text = '';
  let pieces: Piece[] = [];
  let length = 0;
  let owner = root;
  const add = (of: string, node?: Text) => {
    if (of === '') return;
    pieces.push({ node, text: of, start: length });
    length += of.length;
  };
  const close = () => {
    const own = canonical(pieces.map((piece) => piece.text).join(''));
    const last = pieces.findLast(({ node }) => node !== undefined)?.node ?? owner;
    if (own !== '') {
      const start = text === '' ? 0 : text.length + 1;
      text = text === '' ? own : `${text}\n${own}`;
      blocks.push({ start, end: text.length, element: owner, last, pieces });
    }
    pieces = [];
    length = 0;
  };
  const read = (parent: Element) => {
    for (const node of parent.childNodes) {
      if (isText(node)) {
        add(node.data, node);
        continue;
      }
      if (!isElement(node) || isOfThePage(node)) continue;
      const name = node.localName;
      const isBlock = blockElements.has(name);
      const before = owner;
      if (isBlock) {
        close();
        owner = node;
      }
      if (spaced.has(name)) add(' ');
      const said = node.getAttribute('data-said');
      if (said === null) read(node);
      else add(said);
      if (isBlock) {
        close();
        owner = before;
      }
    }
  };
  read(root);
  close();
  return { text, blocks };
}

const canonical = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
const isText = (node: Node): node is Text => node.nodeType === 3;
const isElement = (node: Node): node is Element => node.nodeType === 1;

function isOfThePage(element: Element): boolean {
  return (
    element.hasAttribute('data-footnote-ref') ||
    element.hasAttribute('data-footnote-backref') ||
    element.classList.contains('sr-only')
  );
}

/**
 * For each offset of a block's canonical text, and its end, the offset in what the page has. A
 * character that normalising made of several begins with the first of them.
 */
function offsets({ pieces }: PageBlock): number[] {
  const raw = pieces.map((piece) => piece.text).join('');
  const map: number[] = [];
  let isSpace = true;
  let at = 0;
  for (const [part] of raw.matchAll(/\s+|\S\p{M}*/gu)) {
    if (/^\s/u.test(part)) {
      if (!isSpace) map.push(at);
      isSpace = true;
    } else {
      for (let unit = 0; unit < part.normalize('NFC').length; unit++) {
        map.push(at + Math.min(unit, part.length - 1));
      }
      isSpace = false;
    }
    at += part.length;
  }
  if (isSpace) map.pop();
  // Behind the last character, not behind the space that followed it.
  map.push(raw.trimEnd().length);
  return map;
}

/** The nodes of a passage, a range for each block of it. */
export function rangesOf({ blocks }: PageText, { start, end }: TextRange): Range[] {
  return blocks.flatMap((block) => {
    if (block.end <= start || block.start >= end) return [];
    const map = offsets(block);
    const from = nodeAt(block, map[Math.max(0, start - block.start)] ?? 0, false);
    const to = nodeAt(block, map[Math.min(block.end, end) - block.start] ?? 0, true);
    if (from === undefined || to === undefined) return [];
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(...to);
    return [range];
  });
}

function nodeAt({ pieces }: PageBlock, at: number, isEnd: boolean): [Text, number] | undefined {
  const inPiece = ({ start, text }: Piece) =>
    isEnd ? at > start && at <= start + text.length : at >= start && at < start + text.length;
  const piece = pieces.find(inPiece);
  if (piece?.node !== undefined) return [piece.node, at - piece.start];
  // What stands for an element is pointed at as a whole: to where the text beside it begins or ends.
  const beside = isEnd
    ? pieces.findLast(({ node, start }) => node !== undefined && start < at)
    : pieces.find(({ node, start }) => node !== undefined && start >= at);
  return beside?.node && [beside.node, isEnd ? beside.text.length : 0];
}

/** The passage that a selection of the reader's names; undefined: nothing of the prose. */
export function passageOfRange({ blocks }: PageText, range: Range): TextRange | undefined {
  let start: number | undefined;
  let end: number | undefined;
  for (const block of blocks) {
    const { pieces } = block;
    if (!range.intersectsNode(block.element)) continue;
    const map = offsets(block);
    for (const { node, text, start: from } of pieces) {
      if (node === undefined || !range.intersectsNode(node)) continue;
      const first = node === range.startContainer ? range.startOffset : 0;
      const last = node === range.endContainer ? range.endOffset : text.length;
      if (first >= last) continue;
      const begins = map.findIndex((raw) => raw >= from + first);
      const ends = map.findIndex((raw) => raw >= from + last);
      const size = block.end - block.start;
      start ??= block.start + (begins < 0 ? size : begins);
      end = block.start + (ends < 0 ? size : ends);
    }
  }
  return start !== undefined && end !== undefined && start < end ? { start, end } : undefined;
}

/** The block in which an offset stands, or the last before it. */
export function blockAt({ blocks }: PageText, offset: number): PageBlock | undefined {
  return blocks.findLast(({ start }) => start <= offset) ?? blocks[0];
}
