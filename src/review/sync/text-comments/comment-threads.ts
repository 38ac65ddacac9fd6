import { createHash } from 'node:crypto';
import type { Nodes, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { foreignText } from '../../../ground/foreign-text.ts';
import { compareText } from '../../../ground/problem.ts';
import { parseMarkdown, tooComplex } from '../../../proposal/markdown.ts';
import { sections } from '../../../proposal/sections.ts';
import { byBeginning, mostReplies, mostThreads, type ReviewThread } from '../../said-in-review.ts';
import { present } from '../fetched-review.ts';
import type { LineComment, ToldComments } from './line-comment.ts';

/** Comments as threads, each with the passage to which its line leads, the oldest first. */
export function commentThreads({ comments, texts }: ToldComments): {
  threads: ReviewThread[];
  /** How many are beyond what is kept. */
  left: number;
} {
  const byId = new Map(comments.map((one) => [one.id, one]));
  const groups = Map.groupBy(comments, (one) => rootOf(one, byId));
  const trees = new Map<string, Root | undefined>();
  const all = [...groups].map(([root, answers]) => {
    const { version, line, words, patchSet } = root;
    const source = version === undefined ? undefined : texts.get(version);
    const passage = source === undefined || line === undefined ? {} : passageAt(source, line);
    // Servers tell seconds: an answer comes after what it answers all the same.
    const inOrder = answers.toSorted(
      (a, b) =>
        compareText(a.at, b.at) || depthOf(a, byId) - depthOf(b, byId) || compareText(a.id, b.id),
    );
    const quote = passage.quote ?? (words && oneLine(words));
    return present<ReviewThread>({
      id: root.id,
      ...(patchSet === undefined ? {} : { patchSet }),
      ...(source === undefined ? {} : { blob: blobName(source) }),
      ...(line === undefined ? {} : { line }),
      ...(quote === undefined || quote === '' ? {} : { quote }),
      ...(passage.section === undefined ? {} : { section: passage.section }),
      ...resolvedBy(inOrder.at(-1)),
      comments: inOrder.slice(0, mostReplies).map(({ id, by, at, text }) => ({ id, by, at, text })),
    });
  });
  all.sort(byBeginning);
  return { threads: all.slice(0, mostThreads), left: Math.max(0, all.length - mostThreads) };

  function passageAt(source: string, line: number): { quote?: string; section?: string } {
    if (!trees.has(source)) {
      trees.set(source, tooComplex(source) === undefined ? parseMarkdown(source) : undefined);
    }
    const tree = trees.get(source);
    if (tree === undefined) return {};
    const block = blockAt(tree, line);
    const section = sections(tree).findLast((one) => one.line <= line);
    const quote = block === undefined ? '' : oneLine(toString(block));
    return {
      ...(quote === '' ? {} : { quote }),
      ...(section === undefined ? {} : { section: oneLine(section.title).slice(0, 300) }),
    };
  }
}

/** The comment with which a thread begins; one whose own is not there begins it. */
function rootOf(comment: LineComment, byId: ReadonlyMap<string, LineComment>): LineComment {
  const seen = new Set<LineComment>();
  let here = comment;
  for (;;) {
    seen.add(here);
    const before = here.answers === undefined ? undefined : byId.get(here.answers);
    // A circle has no beginning; each of it is one.
    if (before === undefined) return here;
    if (seen.has(before)) return comment;
    here = before;
  }
}

/** How many comments it answers, each by way of the one before. */
function depthOf(comment: LineComment, byId: ReadonlyMap<string, LineComment>): number {
  const seen = new Set<LineComment>();
  let here: LineComment | undefined = comment;
  while (here !== undefined && !seen.has(here)) {
    seen.add(here);
    here = here.answers === undefined ? undefined : byId.get(here.answers);
  }
  return seen.size - 1;
}

function resolvedBy(last: LineComment | undefined): { resolved?: boolean } {
  return last?.resolved === undefined ? {} : { resolved: last.resolved };
}

const blocks = new Set(['paragraph', 'heading', 'code', 'tableRow', 'html']);

/** The block of the prose that has a line. */
function blockAt(tree: Nodes, line: number): Nodes | undefined {
  const { start, end } = tree.position ?? {};
  if (start !== undefined && end !== undefined && (line < start.line || line > end.line)) {
    return undefined;
  }
  if (blocks.has(tree.type)) return tree;
  if (!('children' in tree)) return undefined;
  for (const child of tree.children) {
    const found = blockAt(child, line);
    if (found !== undefined) return found;
  }
  return undefined;
}

function oneLine(text: string): string {
  return foreignText(text.normalize('NFC').replace(/\s+/gu, ' '));
}

/** The name that git gives a file's content. */
function blobName(text: string): string {
  const content = Buffer.from(text);
  return createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
}
