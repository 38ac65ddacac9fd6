import type { BlockChange } from '../../../comments/anchoring/text-changes.ts';

/** A block of a revision and the element that it stands in. */
export interface RevisionBlock {
  text: string;
  in: string;
}

/** What a page of changes shows, in order: a change or what stands beside one, or how much is left out. */
export type ShownChange = { change: BlockChange<RevisionBlock> } | { unchanged: number };

/** Said before a whole block that came or went, to whoever hears the page. */
export const wholeBlock = { ins: 'Put in:', del: 'Taken out:' } as const;

export function unchangedText(count: number): string {
  return `${count === 1 ? '1 paragraph' : `${count} paragraphs`} as before`;
}

/** Blocks that are shown before and after a change. */
const beside = 1;
/** Bytes around the text of a block and of each of its pieces, about. */
const markup = 60;

/**
 * The changes with what stands beside them and the headings above them; what is the same otherwise is
 * only counted.
 *
 * @param most bytes, about; what comes later is left out
 */
export function shownChanges(
  changes: readonly BlockChange<RevisionBlock>[],
  most: number,
): { shown: ShownChange[]; leftOut: number } {
  const wanted = new Set<number>();
  for (const [i, { how }] of changes.entries()) {
    if (how === 'same') continue;
    for (let at = i - beside; at <= i + beside; at++) wanted.add(at);
    const heading = changes.findLastIndex(
      (one, at) => at < i && one.how !== 'del' && isHeading(one.block),
    );
    if (heading >= 0) wanted.add(heading);
  }
  const shown: ShownChange[] = [];
  let [unchanged, bytes, leftOut] = [0, 0, 0];
  for (const [i, change] of changes.entries()) {
    if (!wanted.has(i)) {
      unchanged++;
      continue;
    }
    bytes += sizeOf(change);
    if (bytes > most) {
      if (change.how !== 'same') leftOut++;
      continue;
    }
    if (unchanged > 0) shown.push({ unchanged });
    unchanged = 0;
    shown.push({ change });
  }
  if (unchanged > 0 && leftOut === 0) shown.push({ unchanged });
  return { shown, leftOut };
}

function sizeOf(change: BlockChange<RevisionBlock>): number {
  if (change.how !== 'changed') return bytesOf(change.block.text) + markup;
  return change.pieces.reduce((sum, { text }) => sum + bytesOf(text) + markup, markup);
}

/** What a revision changed, in a line. */
export interface ChangeSummary {
  /** Headings under which something changed, in the order of the later text. */
  sections: string[];
  words: { ins: number; del: number };
}

export function summaryOf(changes: readonly BlockChange<RevisionBlock>[]): ChangeSummary {
  const sections = new Set<string>();
  const words = { ins: 0, del: 0 };
  let section = 'the beginning';
  for (const change of changes) {
    const { how, block } = change;
    if (/^h[12]$/.test(block.in) && how !== 'del') section = block.text;
    if (how !== 'same') sections.add(section);
    const pieces = how === 'changed' ? change.pieces : [{ how, text: block.text }];
    for (const piece of pieces) {
      if (piece.how !== 'same') words[piece.how] += countWords(piece.text);
    }
  }
  return { sections: [...sections], words };
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0;
}

function isHeading({ in: element }: RevisionBlock): boolean {
  return /^h[1-6]$/.test(element);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
