import type { Element, Root } from 'hast';
import type { CanonicalBlock } from '../../comments/anchoring/canonical-text.ts';
import type { PlacedThread } from './standing-thread.ts';
import { threadsElement } from './thread-element.ts';

/** What holds other blocks: a thread of its text stands within it, before them. */
const holders = new Set(['li', 'dd', 'dt', 'blockquote', 'div', 'section', 'details']);
/** What stands in a table or a list of terms cannot have a block beside it: it goes behind the whole. */
const wholes = new Set(['table']);

/**
 * Puts threads below the blocks of a page's tree in which their passages end; one whose passage is gone
 * below the heading of its section, one of the whole text before all of it.
 *
 * @param blocks of the same tree, as {@link canonicalBlocks} gives them
 */
export function insertThreads(
  tree: Root,
  blocks: readonly CanonicalBlock[],
  threads: readonly PlacedThread[],
): void {
  const byBlock = Map.groupBy(threads, ({ place }) => blockOf(place, blocks));
  // Each is put beside an element that stays: in which order they are put does not matter.
  for (const [block, all] of byBlock) {
    // A server of comments takes the frozen ones away, and those of reviews stay.
    for (const some of Map.groupBy(all, ({ thread }) => thread.kind === 'review').values()) {
      const element = threadsElement(some);
      if (block === undefined) tree.children.unshift(element);
      else putBelow(tree, block.path, element);
    }
  }
}

/** The block that a thread stands below. */
function blockOf(
  { outcome, at }: PlacedThread['place'],
  blocks: readonly CanonicalBlock[],
): CanonicalBlock | undefined {
  if (outcome === 'file') return undefined;
  let start = 0;
  const found = blocks.findIndex(({ text }) => {
    const isHere = at <= start + text.length;
    start += text.length + 1;
    return isHere;
  });
  const index = found < 0 ? blocks.length - 1 : found;
  if (outcome !== 'orphaned' && outcome !== 'section') return blocks[index];
  return blocks.slice(0, index + 1).findLast(isHeading) ?? blocks[index];
}

function isHeading({ path }: CanonicalBlock): boolean {
  return /^h[1-6]$/.test(path.at(-1)?.tagName ?? '');
}

function putBelow(tree: Root, path: readonly Element[], element: Element): void {
  const whole = path.findIndex(({ tagName }) => wholes.has(tagName));
  const at = whole < 0 ? path.length - 1 : whole;
  const owner = path[at];
  if (owner === undefined) {
    tree.children.push(element);
    return;
  }
  if (whole < 0 && holders.has(owner.tagName)) {
    // Behind its own text, before the blocks within it.
    const inner = owner.children.findIndex(
      (child) =>
        child.type === 'element' && /^(?:ul|ol|dl|p|table|pre|details)$/.test(child.tagName),
    );
    owner.children.splice(inner < 0 ? owner.children.length : inner, 0, element);
    return;
  }
  const parent = parentOf(tree, owner);
  parent.splice(parent.indexOf(owner) + 1, 0, element);
}

/** The children among which an element stands; the path of a block leaves out what is no block. */
function parentOf(tree: Root, owner: Element): (Root | Element)['children'] {
  const open: (Root | Element)[] = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const children: Root['children'] = next.children;
    if (children.includes(owner)) return next.children;
    for (const child of children) if (child.type === 'element') open.push(child);
  }
  return tree.children;
}
